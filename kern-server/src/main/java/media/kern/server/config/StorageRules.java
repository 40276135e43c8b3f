package media.kern.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What else must be right for files to be delivered: mount points, routes and the cache. */
final class StorageRules {
    private static final String DIRECTORY_ROUTE = "/*";
    private static final String UI = "/ui";
    private static final List<String> SERVER_PATHS = List.of(UI, "/ping", "/metrics", "/profiling");

    /** What no client writes in two ways. */
    private static final Pattern MOUNT = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

    private final Config config;
    private final List<Finding> findings;

    StorageRules(Config config, List<Finding> findings) {
        this.config = config;
        this.findings = findings;
    }

    void check() {
        checkMountPoints();
        checkBuckets();
        checkRoutes();
        long cacheSize = config.get(Settings.STORAGE_DISK_CACHE_MAX_SIZE_MBYTES);
        if (config.get(Settings.STORAGE_DISK_CACHE_ENABLE)
                && cacheSize != 0
                && config.get(Settings.STORAGE_DISK_CACHE_MAX_FILE_SIZE_MBYTES) > cacheSize) {
            findings.add(Finding.error(
                    Settings.STORAGE_DISK_CACHE_MAX_SIZE_MBYTES,
                    "the max cache size has to be bigger than the max file size"));
        }
    }

    private void checkMountPoints() {
        Map<String, String> taken = new HashMap<>(Map.of("/", "disk", "/memfs", "mem", "/api", "api"));
        for (S3Storage storage : config.get(Settings.STORAGE_S3)) {
            if (storage.mountpoint().isEmpty()) {
                continue;
            }
            String path = storage.mountPath();
            String other = taken.putIfAbsent(path, storage.name());
            if (other != null) {
                findings.add(Finding.error(
                        Settings.STORAGE_S3, "the mount point '" + path + "' is already in use (" + other + ")"));
            } else if (!MOUNT.matcher(path).matches()) {
                findings.add(Finding.refusedWhenNew(
                        Settings.STORAGE_S3,
                        "the mount point '" + path
                                + "' may have only letters, digits and -._~ between single slashes"));
            } else if (SERVER_PATHS.contains(path) || path.startsWith("/api/")) {
                findings.add(Finding.refusedWhenNew(
                        Settings.STORAGE_S3, "the mount point '" + path + "' is already in use (server)"));
            }
        }
    }

    private void checkBuckets() {
        List<S3Storage> storages = config.get(Settings.STORAGE_S3);
        for (int i = 0; i < storages.size(); i++) {
            if (storages.get(i).endpoint().isEmpty()) {
                findings.add(Finding.refusedWhenNew(
                        Settings.STORAGE_S3, "the endpoint for s3 storage " + i + " is missing"));
            }
            if (storages.get(i).bucket().isEmpty()) {
                findings.add(
                        Finding.refusedWhenNew(Settings.STORAGE_S3, "the bucket for s3 storage " + i + " is missing"));
            }
        }
    }

    private void checkRoutes() {
        List<String> blocked = new ArrayList<>(config.get(Settings.ROUTER_BLOCKED_PREFIXES));
        if (!config.get(Settings.ROUTER_UI_PATH).isEmpty()) {
            blocked.add(UI);
        }
        config.get(Settings.ROUTER_ROUTES).forEach((route, target) -> {
            if (blocked.stream().anyMatch(route::startsWith)) {
                findings.add(Finding.error(
                        Settings.ROUTER_ROUTES,
                        "incorrect routes provided: the prefix of the route " + route + " is blocked"));
            } else if (!route.endsWith(DIRECTORY_ROUTE) && !target.startsWith("/")) {
                findings.add(Finding.warning(
                        Settings.ROUTER_ROUTES,
                        "the route " + route + " is ignored, for its target does not start with /"));
            }
        });
    }
}
