package media.kern.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FFmpeg, GStreamer and nginx, in both directions. */
@Execution(ExecutionMode.CONCURRENT)
class InteroperationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path NGINX_MODULE = Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so");
    private static final String H264 = " -c:v libx264 -preset ultrafast -bf 2 -g 20 -pix_fmt yuv420p";
    private static final String ENHANCED = " -rtmp_enhanced_codecs hvc1,av01,vp09,Opus,fLaC,ac-3,ec-3,.mp3,mp4a";

    private static void awaitCodecs(TestingServer server, int count) {
        await().atMost(PATIENCE)
                .until(() -> server.server().streams().stream()
                        .anyMatch(stream -> stream.codecs().size() >= count));
    }

    /** Plays and decodes a second of it. */
    private static String decode(Tool player) throws IOException, InterruptedException {
        try (player) {
            assertThat(player.exitCode()).as("%s", player.output()).isZero();
            return player.output();
        }
    }

    @Test
    void takesTheInstalledFfmpegAndIsPlayedByIt() throws Exception {
        try (TestingServer server = new TestingServer();
                Tool _ =
                        Tool.ffmpeg(Tool.picture(1) + H264 + " -c:a aac -f flv " + server.url("/live/cam?token=any"))) {
            awaitCodecs(server, 2);
            String played = decode(Tool.ffmpeg("-xerror -i " + server.url("/live/cam") + " -t 1 -f null -"));

            assertThat(played).containsPattern("start: 0\\.[012]");
            assertThat(played).containsPattern("Stream #0:0.*Video: h264").containsPattern("Stream #0:1.*Audio: aac");
        }
    }

    @Test
    void takesAnAddressOfOneElement() throws Exception {
        try (TestingServer server = new TestingServer();
                Tool _ = Tool.ffmpeg(Tool.picture(0) + H264 + " -f flv " + server.url("/cam.stream"))) {
            awaitCodecs(server, 1);
            assertThat(server.server().streams().getFirst().name()).isEqualTo("/cam.stream");
            assertThat(decode(Tool.ffmpeg("-i " + server.url("/cam.stream") + " -t 1 -f null -")))
                    .contains("h264");
        }
    }

    @Test
    void tellsFfmpegWhyItIsRefused() throws Exception {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam");
                Tool second = Tool.ffmpeg(Tool.picture(0) + H264 + " -f flv " + server.url("/live/cam"));
                Tool nobody = Tool.ffmpeg("-i " + server.url("/live/nothing") + " -f null -")) {
            assertThat(second.exitCode()).isPositive();
            assertThat(second.output()).contains("Server error: already publishing");
            assertThat(nobody.exitCode()).isPositive();
            assertThat(nobody.output()).contains("Server error: no such stream");
            assertThat(publisher.client().isClosed()).isFalse();
        }
    }

    @Test
    void endsFfmpegWithTheStream() throws Exception {
        try (TestingServer server = new TestingServer();
                Tool publisher = Tool.ffmpeg(Tool.picture(0) + H264 + " -f flv " + server.url("/live/cam"))) {
            awaitCodecs(server, 1);
            try (Tool player = Tool.ffmpeg("-i " + server.url("/live/cam") + " -f null -")) {
                await().atMost(PATIENCE).until(() -> server.events().contains("PLAY /live/cam"));
                await().atMost(PATIENCE).until(() -> player.output().contains("Stream #0:0"));
                publisher.stop();
                assertThat(player.exitCode()).isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "libx265 -preset ultrafast -x265-params log-level=error, ac3, hevc, ac3",
        "libsvtav1 -preset 12, libopus, av1, opus",
        "libvpx-vp9 -deadline realtime -cpu-used 8, flac, vp9, flac",
    })
    void passesEnhancedCodecsOn(String video, String audio, String videoName, String audioName) throws Exception {
        try (TestingServer server = new TestingServer();
                Tool publisher = Tool.newFfmpeg(Tool.picture(1) + " -c:v " + video + " -g 10 -pix_fmt yuv420p -c:a "
                        + audio + ENHANCED + " -f flv " + server.url("/live/cam"))) {
            awaitCodecs(server, 2);
            String played = decode(Tool.newFfmpeg("-i " + server.url("/live/cam") + " -t 1 -f null -"));

            assertThat(played).containsPattern("Video: " + videoName).containsPattern("Audio: " + audioName);
            assertThat(publisher.isAlive()).isTrue();
        }
    }

    @Test
    void passesSeveralTracksOn() throws Exception {
        try (TestingServer server = new TestingServer();
                Tool _ = Tool.newFfmpeg(Tool.picture(2) + H264 + " -map 0:v -map 1:a -map 2:a -c:a:0 aac -c:a:1 libopus"
                        + ENHANCED + " -f flv " + server.url("/live/cam"))) {
            awaitCodecs(server, 3);
            String played = decode(Tool.newFfmpeg("-i " + server.url("/live/cam") + " -map 0 -t 1 -f null -"));

            assertThat(played)
                    .containsPattern("Video: h264")
                    .containsPattern("Audio: aac")
                    .containsPattern("Audio: opus");
        }
    }

    /** One pipeline plays a stream and publishes it under another name. */
    @Test
    void isPlayedAndPublishedToByGStreamer() throws Exception {
        try (TestingServer server = new TestingServer();
                Tool _ = Tool.ffmpeg(Tool.picture(1) + H264 + " -c:a aac -f flv " + server.url("/live/cam"))) {
            awaitCodecs(server, 2);
            try (Tool gstreamer = Tool.start(
                    "gst-launch-1.0",
                    "rtmp2src",
                    "location=" + server.url("/live/cam"),
                    "!",
                    "rtmp2sink",
                    "location=" + server.url("/live/copy"))) {
                await().atMost(PATIENCE)
                        .until(() -> server.server().streams().size() == 2
                                && server.server().streams().getLast().codecs().size() == 2);
                String played = decode(Tool.ffmpeg("-i " + server.url("/live/copy") + " -t 1 -f null -"));
                assertThat(played).containsPattern("Video: h264").containsPattern("Audio: aac");
                assertThat(gstreamer.isAlive()).isTrue();
            }
        }
    }

    /** FFmpeg publishes to nginx, which publishes to the server, plays from it, and is played by FFmpeg. */
    @Test
    void isPublishedToAndPlayedByNginx(@TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(NGINX_MODULE), "nginx has no RTMP module here");
        int port = freePort();
        try (TestingServer server = new TestingServer()) {
            String kern = server.url("/live");
            Files.writeString(folder.resolve("nginx.conf"), """
                    load_module %s;
                    daemon off;
                    worker_processes 1;
                    pid nginx.pid;
                    error_log stderr;
                    events { worker_connections 64; }
                    rtmp { server {
                        listen 127.0.0.1:%d;
                        access_log off;
                        application in { live on; push %s; }
                        application out { live on; pull %s; }
                    } }
                    """.formatted(NGINX_MODULE, port, kern, kern));
            try (Tool _ = Tool.start("/usr/sbin/nginx", "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr");
                    Tool _ = Tool.ffmpeg(Tool.picture(1) + H264 + " -c:a aac -f flv"
                            + " -rtmp_live live rtmp://127.0.0.1:" + port + "/in/cam")) {
                awaitCodecs(server, 2);
                assertThat(server.server().streams().getFirst().name()).isEqualTo("/live/cam");
                String played = decode(Tool.ffmpeg("-i rtmp://127.0.0.1:" + port + "/out/cam -t 1 -f null -"));
                assertThat(played).containsPattern("Video: h264").containsPattern("Audio: aac");
                assertThat(server.events()).contains("PLAY /live/cam");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
