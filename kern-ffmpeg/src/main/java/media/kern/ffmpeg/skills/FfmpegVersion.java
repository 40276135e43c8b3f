package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;
import media.kern.ffmpeg.child.ShortRun;

/** The version an FFmpeg binary says it is. */
public final class FfmpegVersion {
    private static final Pattern RELEASE = Pattern.compile("^ffmpeg version n?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(10);

    private FfmpegVersion() {}

    /**
     * Asks {@code binary}.
     *
     * @return {@code X.Y.Z}; {@code 0.0.0} for a build from a source tree that names no release
     * @throws IOException if it is not an FFmpeg or does not answer within 10 seconds
     */
    public static String of(ChildLauncher launcher, Path binary) throws IOException {
        ShortRun run = ShortRun.of(launcher, binary, List.of("-version"), Output.BOTH, TIME_TO_ANSWER);
        return parse(binary, run.lines().isEmpty() ? "" : run.lines().getFirst());
    }

    static String parse(Path binary, String output) throws IOException {
        Matcher release = RELEASE.matcher(output);
        if (release.find()) {
            return release.group(1) + "." + release.group(2) + "."
                    + (release.group(3) == null ? "0" : release.group(3));
        }
        if (output.startsWith("ffmpeg version ")) {
            return "0.0.0";
        }
        throw new IOException("invalid ffmpeg binary given: can't parse ffmpeg version info of " + binary);
    }
}
