package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version an FFmpeg binary says it is. */
public final class FfmpegVersion {
    private static final Pattern RELEASE = Pattern.compile("^ffmpeg version n?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final long SECONDS_TO_ANSWER = 10;
    private static final int MAX_BYTES = 64 * 1024;

    private FfmpegVersion() {}

    /**
     * Asks {@code binary}.
     *
     * @return {@code X.Y.Z}; {@code 0.0.0} for a build from a source tree that names no release
     * @throws IOException if it is not an FFmpeg or does not answer within 10 seconds
     */
    public static String of(Path binary) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(binary.toString(), "-version").redirectErrorStream(true);
        builder.environment().clear();
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            process.onExit().orTimeout(SECONDS_TO_ANSWER, TimeUnit.SECONDS).exceptionally(late -> {
                process.destroyForcibly();
                return process;
            });
            return parse(binary, new String(out.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
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
