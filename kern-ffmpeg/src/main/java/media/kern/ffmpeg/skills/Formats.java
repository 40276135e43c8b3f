package media.kern.ffmpeg.skills;

import java.util.List;

/** The formats that can be read and written. */
public record Formats(List<Skill> demuxers, List<Skill> muxers) {
    static final Formats NONE = new Formats(List.of(), List.of());
}
