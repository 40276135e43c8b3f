package media.kern.core.leg;

import java.util.Optional;

/**
 * What one run sends over its legs. A source without video, or without audio, has no such leg.
 */
public record LegPlan(Optional<Video> video, Optional<Audio> audio) {

    /**
     * The video leg. Its RTP clock has 90,000 Hz.
     *
     * @param payloadType 96 to 127
     * @param copied whether it comes as the source has it; otherwise it is H.264 constrained baseline without B-frames,
     *     with a keyframe at least every 2 seconds
     * @param text for people, such as {@code h264 (High), no B-frames: copied}
     */
    public record Video(VideoCodec codec, int payloadType, boolean copied, String text) {}

    /**
     * The audio leg: always Opus, in RTP {@code opus/48000/2}.
     *
     * @param payloadType 96 to 127
     * @param copied whether it comes as the source has it; otherwise it is stereo in packets of 20 ms
     * @param text for people, such as {@code aac (LC): encoded to Opus}
     */
    public record Audio(int payloadType, boolean copied, String text) {}

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
        return video.isEmpty() && audio.isEmpty();
    }
}
