package media.kern.rtmp.flv;

import java.util.Optional;

/**
 * What a message of audio or video says in its header.
 *
 * @param codec empty if unknown
 * @param keyframe whether a decoder can begin here; never of audio
 * @param slot tells configurations apart that do not replace each other: the track, and what is configured
 * @param codecName as listed, or what stood there instead of a known one
 */
public record MediaTag(TagRole role, Optional<Codec> codec, boolean keyframe, int slot, String codecName) {
    static MediaTag ignored() {
        return new MediaTag(TagRole.IGNORED, Optional.empty(), false, 0, "");
    }

    static MediaTag of(TagRole role, Optional<Codec> codec, boolean keyframe, int slot, String found) {
        return new MediaTag(role, codec, keyframe, slot, codec.map(Codec::label).orElse(found));
    }
}
