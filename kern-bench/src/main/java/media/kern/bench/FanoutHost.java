package media.kern.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import media.kern.webrtc.LiveStream;
import media.kern.webrtc.ViewerListener;
import media.kern.webrtc.WebRtcOptions;
import media.kern.webrtc.WebRtcServer;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.srtp.SrtpProfile;
import media.kern.webrtc.stream.LegFormat;

/**
 * The server of {@link FanoutBenchmark}, in a Java of its own so that its CPU and memory can be told from those of the
 * viewers. Reads commands and writes answers, a line each: {@code offer BASE64}, {@code heap}.
 */
final class FanoutHost {
    static final int PAYLOAD_TYPE = 102;

    private FanoutHost() {}

    /** @param arguments threads, whether to use segmentation offload, the SRTP profile */
    public static void main(String[] arguments) throws Exception {
        WebRtcOptions options = WebRtcOptions.defaults()
                .withAddresses(() -> List.of(InetAddress.getLoopbackAddress()))
                .sending(
                        Integer.parseInt(arguments[0]),
                        Boolean.parseBoolean(arguments[1]),
                        List.of(SrtpProfile.valueOf(arguments[2])));
        try (WebRtcServer server = WebRtcServer.start(options, new ViewerListener() {});
                LiveStream stream =
                        server.open("bench", List.of(LegFormat.video(VideoCodec.H264, PAYLOAD_TYPE)), () -> {})) {
            System.out.println(stream.rtpPort("video") + " " + server.segmentation());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(answer(stream, line));
            }
        }
    }

    private static String answer(LiveStream stream, String command) throws Exception {
        if (command.equals("heap")) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return Long.toString(runtime.totalMemory() - runtime.freeMemory());
        }
        if (!command.startsWith("offer ")) {
            throw new IOException("unknown command " + command);
        }
        String offer = new String(Base64.getDecoder().decode(command.substring(6)), StandardCharsets.UTF_8);
        while (!stream.ready()) {
            Thread.sleep(10);
        }
        String answer = stream.subscribe(offer).answer();
        return Base64.getEncoder().encodeToString(answer.getBytes(StandardCharsets.UTF_8));
    }
}
