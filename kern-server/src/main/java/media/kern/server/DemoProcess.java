package media.kern.server;

import java.util.List;
import media.kern.core.leg.WebRtcConfig;
import media.kern.core.leg.WhipIngestConfig;
import media.kern.core.process.InvalidProcessException;
import media.kern.core.process.IoConfig;
import media.kern.core.process.LimitConfig;
import media.kern.core.process.ProcessConfig;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live test pattern with a beep, for those who look at an empty server for the first time. */
final class DemoProcess {
    private static final Logger LOG = LoggerFactory.getLogger("Core");
    private static final String ID = "test-pattern";

    private DemoProcess() {}

    /** Adds and starts the process if there is no other. */
    static void addToEmpty(ProcessManager processes) {
        if (!processes.list().isEmpty()) {
            return;
        }
        try {
            processes.add(config());
        } catch (InvalidProcessException | StoreException e) {
            LOG.atWarn().setCause(e).log("The test pattern cannot be added");
        }
    }

    private static ProcessConfig config() {
        IoConfig picture =
                new IoConfig("picture", "testsrc2=size=1280x720:rate=25", List.of("-re", "-f", "lavfi"), List.of());
        IoConfig sound = new IoConfig(
                "sound",
                "sine=frequency=440:beep_factor=4:sample_rate=48000",
                List.of("-re", "-f", "lavfi"),
                List.of());
        List<String> options = List.of(
                "-map 0:v -map 1:a",
                "-codec:v libx264 -preset:v ultrafast -tune:v zerolatency -pix_fmt yuv420p -g 50 -b:v 1500k",
                "-codec:a aac -b:a 96k",
                "-f hls -hls_time 2 -hls_list_size 6 -hls_flags delete_segments+append_list -method PUT",
                "-http_persistent 0 -hls_segment_filename {memfs}/{processid}_%04d.ts");
        IoConfig hls = new IoConfig(
                "hls",
                "{memfs}/{processid}.m3u8",
                options.stream()
                        .flatMap(line -> List.of(line.split(" ")).stream())
                        .toList(),
                List.of());
        return new ProcessConfig(
                ID,
                "demo",
                "",
                List.of(picture, sound),
                List.of(hls),
                List.of("-loglevel", "info"),
                true,
                2,
                true,
                20,
                LimitConfig.NONE,
                new WebRtcConfig(true, 102, 111, "0:v:0", "1:a:0", false),
                WhipIngestConfig.DEFAULT);
    }
}
