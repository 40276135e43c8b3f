package media.kern.ffmpeg.skills;

import java.util.List;

/** The protocols that can be read from and written to. */
public record Protocols(List<Skill> input, List<Skill> output) {
    static final Protocols NONE = new Protocols(List.of(), List.of());
}
