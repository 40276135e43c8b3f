package media.kern.ffmpeg.skills;

/**
 * A device of this machine.
 *
 * @param id what FFmpeg opens, such as {@code /dev/video0}
 * @param extra where it is plugged in, or its picture format; may be empty
 * @param media {@code video} or {@code audio}
 */
public record HardwareDevice(String id, String name, String extra, String media) {
    static final String VIDEO = "video";
    static final String AUDIO = "audio";
}
