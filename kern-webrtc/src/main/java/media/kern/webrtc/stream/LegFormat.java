package media.kern.webrtc.stream;

import java.util.Optional;
import media.kern.webrtc.codec.VideoCodec;

/**
 * What FFmpeg sends on a leg.
 *
 * @param video its codec; empty for audio, which is always Opus
 * @param payloadType of its packets
 */
public record LegFormat(Optional<VideoCodec> video, int payloadType) {
    private static final int OPUS_CLOCK_RATE = 48_000;

    /** Video of this codec. */
    public static LegFormat video(VideoCodec codec, int payloadType) {
        return new LegFormat(Optional.of(codec), payloadType);
    }

    /** Opus. */
    public static LegFormat audio(int payloadType) {
        return new LegFormat(Optional.empty(), payloadType);
    }

    /** {@code video} or {@code audio}. */
    public String kind() {
        return video.isPresent() ? "video" : "audio";
    }

    int clockRate() {
        return video.isPresent() ? VideoCodec.CLOCK_RATE : OPUS_CLOCK_RATE;
    }
}
