package media.kern.rtmp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of somebody else, with all that it prints. */
final class Tool implements AutoCloseable {
    private static final Path BUILD =
            Path.of("target", "ffmpeg-builds", "8.0", "org", "bytedeco", "ffmpeg", "linux-x86_64-gpl", "ffmpeg");
    private static final long SECONDS = 40;

    private final Process process;
    private final Path output;

    private Tool(List<String> command) throws IOException {
        output = Files.createTempFile("kern-rtmp-", ".log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
    }

    static Tool start(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        return new Tool(command);
    }

    /** The FFmpeg that is installed. */
    static Tool ffmpeg(String arguments) throws IOException {
        return start("ffmpeg", ("-hide_banner -nostdin " + arguments).split(" "));
    }

    /** An FFmpeg that speaks Enhanced RTMP; skips the test where there is none. */
    static Tool newFfmpeg(String arguments) throws IOException {
        assumeTrue(Files.exists(BUILD), "there is no FFmpeg build for this system to test with");
        Files.setPosixFilePermissions(BUILD, PosixFilePermissions.fromString("rwxr-xr-x"));
        return start(BUILD.toAbsolutePath().toString(), ("-hide_banner -nostdin " + arguments).split(" "));
    }

    /** A test picture and tones, in real time. */
    static String picture(int tones) {
        return "-re -f lavfi -i testsrc2=size=160x120:rate=10"
                + " -re -f lavfi -i sine=frequency=440:sample_rate=48000".repeat(tones);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Asks it to end. */
    void stop() {
        process.destroy();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        return process.waitFor(SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
    }
}
