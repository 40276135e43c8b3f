package media.kern.webrtc.sdp;

import java.util.Optional;
import java.util.OptionalInt;
import media.kern.webrtc.codec.VideoCodec;

/**
 * What a stream has to offer.
 *
 * @param video its codec; empty if it has none
 * @param profileLevelId of H.264, from its sequence parameter set
 * @param audio whether there is Opus
 */
public record StreamFormat(Optional<VideoCodec> video, OptionalInt profileLevelId, boolean audio) {}
