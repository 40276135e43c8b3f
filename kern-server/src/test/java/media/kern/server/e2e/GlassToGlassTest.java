package media.kern.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.Test;

/**
 * How old is the picture that a viewer sees? Every frame carries the time at which it was made, as black and white cells,
 * and a browser reads them back from what it shows. Both are on the same clock. The numbers are printed.
 */
class GlassToGlassTest {
    private static final int FRAMES = 300;

    /** 32 cells of ten pixels: the bits of the milliseconds since 1970, the highest first. */
    private static final String CLOCK_PICTURE = "color=black:size=320x20:rate=30,format=gray,realtime,settb=1/1000,"
            + "setpts='floor(RTCTIME/1000)',geq=lum='255*mod(floor(T*1000/pow(2\\,31-floor(X/10)))\\,2)',"
            + "pad=320:180,setpts=PTS-STARTPTS,settb=1/30,setpts=N";

    private static final String PROCESS = """
            {"id": "clock", "reconnect": true, "reconnect_delay_seconds": 1, "options": ["-loglevel", "info"],
             "webrtc": {"enabled": true},
             "input": [{"id": "in", "address": "%s", "options": ["-f", "lavfi"]}],
             "output": [{"id": "out", "address": "-", "options": ["-codec", "copy", "-f", "null"]}]}
            """.formatted(CLOCK_PICTURE.replace("\\", "\\\\"));

    /** Answers the ages of {@code frames} frames in a row, in milliseconds, in the order in which they were shown. */
    private static final String AGES = """
            frames => new Promise(resolve => {
              const video = document.querySelector('video');
              const canvas = new OffscreenCanvas(320, 20);
              const context = canvas.getContext('2d', { willReadFrequently: true });
              const ages = [];
              const read = () => {
                context.drawImage(video, 0, 0, 320, 20, 0, 0, 320, 20);
                const pixels = context.getImageData(0, 10, 320, 1).data;
                let made = 0;
                for (let cell = 0; cell < 32; cell++) made = made * 2 + (pixels[(cell * 10 + 5) * 4] > 127 ? 1 : 0);
                ages.push((Date.now() % 2 ** 32 - made + 2 ** 32) % 2 ** 32);
                if (ages.length < frames) video.requestVideoFrameCallback(read); else resolve(ages);
              };
              video.requestVideoFrameCallback(read);
            })
            """;

    @Test
    void showsEveryFrameWhileItIsFresh() {
        Map<String, String> settings = Map.of("CORE_WEBRTC_ENABLE", "true", "CORE_WEBRTC_PUBLIC_IP", "127.0.0.1");
        try (TestingKern kern = TestingKern.start(settings);
                Chromium chromium = new Chromium()) {
            assertThat(kern.postJson("/api/v3/process", PROCESS).statusCode()).isEqualTo(200);
            Page page = chromium.newPage();
            page.setDefaultTimeout(60_000);
            page.navigate(kern.uri("/player.html?id=clock").toString());
            page.waitForFunction("() => document.querySelector('video').currentTime > 2");

            List<Integer> ages = ages(page);

            System.out.printf(
                    "glass to glass, %d frames: p50 %d ms, p95 %d ms, p99 %d ms%n",
                    ages.size(), percentile(ages, 50), percentile(ages, 95), percentile(ages, 99));
            assertThat(ages).hasSize(FRAMES);
            // A frame read wrongly is off by powers of two up to years: the test would see it, not a slow machine.
            assertThat(ages).allMatch(age -> age < 30_000);
        }
    }

    private static List<Integer> ages(Page page) {
        List<?> read = (List<?>) page.evaluate(AGES, FRAMES);
        return read.stream().map(age -> ((Number) age).intValue()).sorted().toList();
    }

    private static int percentile(List<Integer> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100);
    }
}
