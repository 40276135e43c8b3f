package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.progress.Instrumentation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FFmpeg that is installed. It may be replaced at any time: its version is asked for anew when the file has changed,
 * and every minute as long as it has not answered.
 */
public final class InstalledFfmpeg {
    /** What the version is if it is not known. */
    public static final String UNKNOWN_VERSION = "0.0.0";

    private static final Logger LOG = LoggerFactory.getLogger("Core");

    private static final Duration TIME_TO_ASK_AGAIN = Duration.ofSeconds(60);

    private final ChildLauncher launcher;
    private final Path path;
    private @Nullable Stamp stamp;
    private boolean known;
    private long askedAt;
    private String version = UNKNOWN_VERSION;
    private Instrumentation instrumentation = Instrumentation.NONE;

    /** What a replaced file differs in. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    /** @param path absolute */
    public InstalledFfmpeg(ChildLauncher launcher, Path path) {
        this.launcher = launcher;
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** {@code X.Y.Z}, or {@link #UNKNOWN_VERSION}. Waits up to 10 seconds for an FFmpeg that has not been asked yet. */
    public synchronized String version() {
        askIfReplaced();
        return version;
    }

    /** What it can be told to report; nothing if it does not answer as an FFmpeg does. Waits as {@link #version} does. */
    public synchronized Instrumentation instrumentation() {
        askIfReplaced();
        return instrumentation;
    }

    private void askIfReplaced() {
        Stamp now = stamp();
        boolean due = !known && System.nanoTime() - askedAt >= TIME_TO_ASK_AGAIN.toNanos();
        if (now != null && (due || !now.equals(stamp))) {
            stamp = now;
            askedAt = System.nanoTime();
            try {
                version = FfmpegVersion.of(launcher, path);
                known = true;
                instrumentation = Instrumentation.of(version);
            } catch (IOException e) {
                LOG.atError().setCause(e).log("The version of FFmpeg is not known");
                version = UNKNOWN_VERSION;
                known = false;
                instrumentation = Instrumentation.NONE;
            }
        }
    }

    /** Null if there is no such file now. */
    private @Nullable Stamp stamp() {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
        } catch (IOException e) {
            return null;
        }
    }
}
