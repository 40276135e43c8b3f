package media.kern.core.leg;

import java.util.Optional;
import java.util.Set;
import media.kern.ffmpeg.probe.PacketProbe.Packets;
import media.kern.ffmpeg.progress.StreamDescription;

/**
 * A video that is to be sent, as browsers see it.
 *
 * @param text for people
 * @param codec what it is, if browsers can take that
 * @param obstacle why browsers cannot take it as it is; empty if they can
 */
record VideoSource(String text, Optional<VideoCodec> codec, Optional<String> obstacle) {
    private static final Set<String> H264_PROFILES =
            Set.of("", "Baseline", "Constrained Baseline", "Main", "High", "Constrained High", "Progressive High");
    private static final Set<String> HEVC_PROFILES = Set.of("", "Main");
    private static final Set<String> VP9_PROFILES = Set.of("", "Profile 0");
    private static final Set<String> EIGHT_BIT_420 = Set.of("yuv420p", "yuvj420p");

    /** What comes out of a filter graph is not compressed. */
    static VideoSource ofLabel(String label) {
        return new VideoSource("filter output " + label, Optional.empty(), Optional.of("it is not compressed"));
    }

    static VideoSource of(Packets packets) {
        StreamDescription stream = packets.stream();
        String name = stream.codec() + (stream.profile().isEmpty() ? "" : " (" + stream.profile() + ")");
        return switch (stream.codec()) {
            case "h264" -> of(name, VideoCodec.H264, predicted(packets, H264_PROFILES));
            case "hevc" -> of(name, VideoCodec.H265, predicted(packets, HEVC_PROFILES));
            case "vp8" -> of(name, VideoCodec.VP8, untimed(packets));
            case "vp9" -> of(name, VideoCodec.VP9, profile(stream, VP9_PROFILES).or(() -> untimed(packets)));
            case "av1" -> of(name, VideoCodec.AV1, untimed(packets));
            default -> new VideoSource(name, Optional.empty(), Optional.of("browsers do not take " + stream.codec()));
        };
    }

    private static VideoSource of(String name, VideoCodec codec, Optional<String> obstacle) {
        return new VideoSource(name, Optional.of(codec), obstacle);
    }

    /** A codec in which a frame may need later ones. */
    private static Optional<String> predicted(Packets packets, Set<String> profiles) {
        StreamDescription stream = packets.stream();
        return profile(stream, profiles)
                .or(() -> EIGHT_BIT_420.contains(stream.pixFmt())
                        ? Optional.empty()
                        : Optional.of("browsers do not take the pixel format " + stream.pixFmt()))
                .or(() -> packets.reordered() ? Optional.of("browsers do not take B-frames") : Optional.empty())
                .or(() -> untimed(packets));
    }

    private static Optional<String> profile(StreamDescription stream, Set<String> profiles) {
        return profiles.contains(stream.profile())
                ? Optional.empty()
                : Optional.of("browsers do not take the profile " + stream.profile());
    }

    private static Optional<String> untimed(Packets packets) {
        return packets.packets() > 0 && packets.timed()
                ? Optional.empty()
                : Optional.of("it could not be seen when its frames are shown");
    }
}
