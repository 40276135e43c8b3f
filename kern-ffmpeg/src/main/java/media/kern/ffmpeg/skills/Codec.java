package media.kern.ffmpeg.skills;

import java.util.List;

/**
 * A way to code media.
 *
 * @param encoders names of what can write it; empty if nothing can
 * @param decoders names of what can read it; empty if nothing can
 */
public record Codec(String id, String name, List<String> encoders, List<String> decoders) {}
