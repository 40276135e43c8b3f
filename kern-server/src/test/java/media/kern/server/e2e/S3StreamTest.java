package media.kern.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import media.kern.server.TestingKern;
import media.kern.server.TestingStorage;
import media.kern.testing.s3.TestingS3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real FFmpeg writes HLS into a bucket, over the mount that needs credentials, and ffprobe reads it from there. */
@Execution(ExecutionMode.CONCURRENT)
class S3StreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String LIVE = """
            {"id": "live", "reference": "cam", "reconnect": true,
             "input": [{"id": "in", "address": "testsrc2=size=160x90:rate=10", "options": ["-re", "-f", "lavfi"]}],
             "output": [
               {"id": "out", "address": "{fs:Live-1}/{processid}.m3u8", "options": [
                  "-codec:v", "libx264", "-preset:v", "ultrafast", "-pix_fmt", "yuv420p", "-g", "5",
                  "-f", "hls", "-hls_time", "0.5", "-hls_list_size", "3", "-method", "PUT",
                  "-hls_segment_filename", "{fs:Live-1}/{processid}_%04d.ts"],
                "cleanup": [{"pattern": "Live-1:/{processid}**", "purge_on_delete": true}]}]}
            """;

    @Test
    void ffmpegWritesToTheBucketAndDeletingPurgesIt() throws Exception {
        try (TestingS3 server = TestingS3.start();
                TestingKern kern = TestingKern.start(TestingStorage.environment(
                        TestingStorage.url(server.endpoint(), "Live-1", "&username=ffmpeg&password=s3cret%2F%2B")))) {
            TestingStorage.awaitAvailable(kern, "Live-1");
            kern.send("PUT", "/api/v3/fs/Live-1/other.ts", HttpRequest.BodyPublishers.ofString("stays"));
            assertThat(kern.postJson("/api/v3/process", LIVE).statusCode()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    kern.get("/Live-1/live.m3u8").body())
                            .as(() -> kern.get("/api/v3/process/live/report").body())
                            .containsPattern("_0*([3-9]|[1-9][0-9]+)\\.ts"));

            assertThat(ffprobe(kern.uri("/Live-1/live.m3u8").toString())).contains("h264,160,90");
            assertThat(server.objects().blobExists("bucket-live-1", "live.m3u8"))
                    .isTrue();
            assertThat(kern.get("/api/v3/process/live/report").body()).doesNotContain("s3cret");

            assertThat(kern.delete("/api/v3/process/live").statusCode()).isEqualTo(200);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(kern.get("/api/v3/fs/Live-1").body())
                                    .contains("/other.ts")
                                    .doesNotContain("/live"));
        }
    }

    private static String ffprobe(String url) throws Exception {
        Process ffprobe = new ProcessBuilder(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "stream=codec_name,width,height",
                        "-of",
                        "csv=p=0",
                        url)
                .redirectErrorStream(true)
                .start();
        String output = new String(ffprobe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffprobe.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
