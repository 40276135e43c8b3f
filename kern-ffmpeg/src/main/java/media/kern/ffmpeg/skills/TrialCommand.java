package media.kern.ffmpeg.skills;

import java.util.ArrayList;
import java.util.List;

/**
 * The command that tries an encoder: one second of a test picture or tone, encoded and thrown away. The picture is CIF,
 * 25 Hz: old standards take no other size, and it is larger than the minimum of hardware encoders.
 */
final class TrialCommand {
    private static final String PICTURE = "testsrc2=size=352x288:rate=25";
    private static final String TONE = "sine=frequency=440:sample_rate=48000";
    private static final String DEVICE = "trial";

    private TrialCommand() {}

    /** The arguments of FFmpeg. */
    static List<String> of(Encoder encoder) {
        List<String> arguments =
                new ArrayList<>(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", TrialFailure.LOG_LEVEL));
        boolean video = encoder.kind() == Encoder.Kind.VIDEO;
        boolean fromDevice = video && takesPicturesFromDevice(encoder);
        if (fromDevice) {
            // Without a name FFmpeg takes the first device there is.
            arguments.addAll(
                    List.of("-init_hw_device", encoder.hardware() + "=" + DEVICE, "-filter_hw_device", DEVICE));
        }
        arguments.addAll(List.of("-f", "lavfi", "-i", video ? PICTURE : TONE, "-t", "1"));
        if (fromDevice) {
            arguments.addAll(List.of("-vf", "format=nv12,hwupload=extra_hw_frames=64"));
        }
        arguments.addAll(List.of(video ? "-c:v" : "-c:a", encoder.name(), "-f", "null", "-"));
        return arguments;
    }

    /** These cannot read main memory: pictures have to be brought to the device before. */
    private static boolean takesPicturesFromDevice(Encoder encoder) {
        return switch (encoder.hardware()) {
            case "vaapi", "vulkan", "qsv", "d3d12va" -> true;
            default -> false;
        };
    }
}
