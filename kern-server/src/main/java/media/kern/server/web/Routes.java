package media.kern.server.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.InvalidPathException;
import media.kern.server.http.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the configuration: redirects from exact paths, and directories. */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger("HTTP");
    private static final String UI = "/ui";
    private static final String EVERYTHING_BELOW = "/*";

    private final Map<String, String> redirects = new HashMap<>();
    private final Map<String, Handler> directories = new HashMap<>();

    private Routes() {}

    /**
     * Reads routes.
     *
     * @param blocked beginnings that no route may have
     * @param userInterface the directory at {@code /ui}; empty for none
     * @param workingDirectory what directories are relative to
     * @throws BlockedRouteException if a route begins with what is blocked
     */
    public static Routes of(
            Map<String, String> routes,
            List<String> blocked,
            String userInterface,
            Path workingDirectory,
            Executor blocking)
            throws BlockedRouteException {
        List<String> prefixes = new ArrayList<>(blocked);
        Routes result = new Routes();
        if (!userInterface.isEmpty()) {
            prefixes.add(UI);
            result.directories.put(UI, new DirectoryRoute(UI, workingDirectory.resolve(userInterface), true, blocking));
        }
        for (Map.Entry<String, String> route : routes.entrySet()) {
            String from = route.getKey();
            if (prefixes.stream().anyMatch(from::startsWith)) {
                throw new BlockedRouteException(from);
            }
            result.add(from, route.getValue(), workingDirectory, blocking);
        }
        return result;
    }

    private void add(String from, String target, Path workingDirectory, Executor blocking) {
        if (from.equals(EVERYTHING_BELOW)) {
            ignored(from, "the files on disk are there");
        } else if (from.endsWith(EVERYTHING_BELOW)) {
            String prefix = from.substring(0, from.length() - EVERYTHING_BELOW.length());
            directories.put(prefix, new DirectoryRoute(prefix, workingDirectory.resolve(target), false, blocking));
        } else if (target.startsWith("/")) {
            try {
                redirects.put(from, FilePath.normalise(target));
            } catch (InvalidPathException e) {
                ignored(from, "its target " + e.getMessage());
            }
        } else {
            ignored(from, "a redirect has to lead to a path of this server, which begins with a slash");
        }
    }

    private static void ignored(String from, String why) {
        LOG.atWarn().addKeyValue("route", from).log("A route of router.routes is ignored: " + why);
    }

    /** Targets by exact path. */
    public Map<String, String> redirects() {
        return Map.copyOf(redirects);
    }

    /** What answers below a prefix, and at it. */
    public Map<String, Handler> directories() {
        return Map.copyOf(directories);
    }
}
