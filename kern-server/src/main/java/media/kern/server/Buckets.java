package media.kern.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import media.kern.core.cleanup.CleanedFiles;
import media.kern.core.s3.Bucket;
import media.kern.core.s3.S3FileSystem;
import media.kern.server.api.FileSystemResource;
import media.kern.server.auth.BasicAuth;
import media.kern.server.auth.Credentials;
import media.kern.server.config.Config;
import media.kern.server.config.S3Storage;
import media.kern.server.config.Settings;
import media.kern.server.delivery.MediaSessions;
import media.kern.server.files.FileResponses;
import media.kern.server.files.MimeTypes;
import media.kern.server.files.Mount;
import media.kern.server.files.ResponseCache;
import media.kern.server.http.Cors;
import media.kern.server.http.Site;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The S3 storages of the configuration: each one a file system, its mount, and threads of its own. */
final class Buckets implements AutoCloseable {
    /** A listing costs money and time, so it is not for every second. */
    private static final Duration TIME_BETWEEN_CLEANUPS = Duration.ofSeconds(15);

    /** Slow readers, and whoever waits for a slow service, take no place from other mounts. */
    private static final int MAX_REQUESTS_AT_WORK = 1024;

    private static final Logger LOG = LoggerFactory.getLogger("FS");
    private static final String API = "/api/";

    private final List<Opened> opened;

    private record Opened(S3Storage storage, S3FileSystem files) {}

    private Buckets(List<Opened> opened) {
        this.opened = opened;
    }

    /** Begins to connect to all of them; none has to be reachable. */
    static Buckets open(Config config) {
        List<Opened> opened = new ArrayList<>();
        for (S3Storage storage : config.get(Settings.STORAGE_S3)) {
            Bucket bucket = new Bucket(
                    storage.name(),
                    storage.endpoint(),
                    storage.useSsl(),
                    storage.region(),
                    storage.bucket(),
                    storage.accessKeyId(),
                    storage.secretAccessKey());
            opened.add(new Opened(storage, new S3FileSystem(bucket)));
        }
        return new Buckets(List.copyOf(opened));
    }

    /** Adds the mounts to the site. */
    void mount(Site site, MimeTypes types, @Nullable ResponseCache cache, MediaSessions media, Cors cors) {
        for (Opened each : opened) {
            Executor executor = new BoundedVirtualThreads(MAX_REQUESTS_AT_WORK);
            String prefix = each.storage().mountPath();
            if (prefix.startsWith(API)) {
                LOG.atWarn()
                        .addKeyValue("filesystem", each.files().name())
                        .addKeyValue("mount", prefix)
                        .log("The mount point belongs to the API; the S3 storage can be reached by the API only");
                continue;
            }
            Mount.Settings settings = new Mount.Settings(
                    each.files(),
                    prefix,
                    "application/data",
                    "",
                    true,
                    writers(each.storage()),
                    true,
                    media.of(prefix, ""));
            Mount mount = new Mount(settings, new FileResponses(types, executor, cache), types, executor);
            site.with(prefix + "/", new Site.Part(mount, cors));
        }
    }

    private static @Nullable BasicAuth writers(S3Storage storage) {
        S3Storage.Auth auth = storage.auth();
        return auth.enable() ? new BasicAuth(new Credentials(auth.username(), auth.password())) : null;
    }

    List<FileSystemResource.Mounted> mounted() {
        return opened.stream()
                .map(each -> new FileSystemResource.Mounted(
                        each.files(), each.storage().mountPath(), ""))
                .toList();
    }

    List<CleanedFiles> cleaned() {
        return opened.stream()
                .map(each -> new CleanedFiles(each.files(), Set.of(), TIME_BETWEEN_CLEANUPS))
                .toList();
    }

    @Override
    public void close() {
        opened.forEach(each -> each.files().close());
    }
}
