package media.kern.ffmpeg.skills;

import java.util.List;

/** The kinds of devices that can be read and written. */
public record Devices(List<Device> demuxers, List<Device> muxers) {
    static final Devices NONE = new Devices(List.of(), List.of());
}
