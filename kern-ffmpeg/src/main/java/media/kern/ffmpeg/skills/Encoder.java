package media.kern.ffmpeg.skills;

import java.util.Set;

/**
 * An encoder of FFmpeg.
 *
 * @param name as it is given to {@code -codec}
 */
public record Encoder(String name, Kind kind) {
    /** What the names of encoders that use hardware end with. */
    private static final Set<String> HARDWARE = Set.of(
            "nvenc",
            "qsv",
            "vaapi",
            "amf",
            "videotoolbox",
            "v4l2m2m",
            "omx",
            "mf",
            "vulkan",
            "rkmpp",
            "d3d12va",
            "mediacodec");

    /** The kind of media it takes. */
    public enum Kind {
        VIDEO,
        AUDIO,
        SUBTITLE
    }

    boolean usesHardware() {
        return HARDWARE.contains(hardware());
    }

    /** What follows the last underscore: for an encoder that uses hardware, the interface to it. */
    String hardware() {
        return name.substring(name.lastIndexOf('_') + 1);
    }
}
