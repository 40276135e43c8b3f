package media.kern.ffmpeg.skills;

import java.util.List;

/**
 * A kind of device that FFmpeg can read or write.
 *
 * @param devices the devices of that kind which this machine has
 */
public record Device(String id, String name, List<HardwareDevice> devices) {}
