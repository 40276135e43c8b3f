package media.kern.ffmpeg.skills;

/** Something that FFmpeg lists by name: a filter, a format, a protocol, a way to use hardware. */
public record Skill(String id, String name) {
    /** Without another name than its id. */
    static Skill of(String id) {
        return new Skill(id, id);
    }
}
