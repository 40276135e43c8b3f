package media.kern.webrtc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An FFmpeg that sends a test picture and a tone to a stream. */
final class FfmpegSource implements AutoCloseable {
    private final Process process;

    private FfmpegSource(List<String> outputs) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-loglevel", "error", "-re"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"));
        command.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        command.addAll(outputs);
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static FfmpegSource h264AndOpus(LiveStream stream) throws IOException {
        List<String> outputs =
                new ArrayList<>(video(stream, "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-bf", "0"));
        outputs.addAll(audio(stream));
        return new FfmpegSource(outputs);
    }

    static FfmpegSource video(LiveStream stream, List<String> encoder) throws IOException {
        return new FfmpegSource(video(
                stream, encoder.getFirst(), encoder.subList(1, encoder.size()).toArray(String[]::new)));
    }

    private static List<String> video(LiveStream stream, String encoder, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("-map", "0:v", "-c:v", encoder, "-pix_fmt", "yuv420p", "-g", "50"));
        arguments.addAll(List.of(options));
        arguments.addAll(rtp(stream, "video", 102));
        return arguments;
    }

    private static List<String> audio(LiveStream stream) {
        List<String> arguments = new ArrayList<>(List.of("-map", "1:a", "-c:a", "libopus", "-ac", "2"));
        arguments.addAll(rtp(stream, "audio", 111));
        return arguments;
    }

    private static List<String> rtp(LiveStream stream, String kind, int payloadType) {
        return List.of(
                "-payload_type",
                Integer.toString(payloadType),
                "-f",
                "rtp",
                "rtp://127.0.0.1:" + stream.rtpPort(kind) + "?rtcpport=" + stream.rtcpPort(kind) + "&pkt_size=1200");
    }

    boolean isAlive() {
        return process.isAlive();
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
    }
}
