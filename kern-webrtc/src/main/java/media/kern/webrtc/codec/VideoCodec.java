package media.kern.webrtc.codec;

import java.util.Arrays;
import java.util.Optional;

/** Video codecs that browsers know, and how a packet tells that a keyframe begins. */
public enum VideoCodec {
    /** RFC 6184. */
    H264("H264"),
    /** RFC 7798. */
    H265("H265"),
    /** RFC 7741. */
    VP8("VP8"),
    /** RFC 9628. */
    VP9("VP9"),
    /** RTP payload format of the Alliance for Open Media, version 1.0. */
    AV1("AV1");

    /** Ticks per second of every video codec here. */
    public static final int CLOCK_RATE = 90_000;

    private final String encodingName;

    VideoCodec(String encodingName) {
        this.encodingName = encodingName;
    }

    /** As in {@code a=rtpmap}. */
    public String encodingName() {
        return encodingName;
    }

    /** The codec of this name in {@code a=rtpmap}, in whatever case. */
    public static Optional<VideoCodec> named(String encodingName) {
        return Arrays.stream(values())
                .filter(codec -> codec.encodingName.equalsIgnoreCase(encodingName))
                .findFirst();
    }

    /** Whether decoding can begin with the frame of this payload, as far as this packet tells. */
    public boolean startsKeyframe(byte[] bytes, int at, int length) {
        return length > 0
                && switch (this) {
                    case H264 -> H264Payload.startsKeyframe(bytes, at, length);
                    case H265 -> H265Payload.startsKeyframe(bytes, at, length);
                    case VP8 -> Vp8Payload.startsKeyframe(bytes, at, length);
                    case VP9 -> Vp9Payload.startsKeyframe(bytes, at, length);
                    case AV1 -> Av1Payload.startsKeyframe(bytes, at, length);
                };
    }
}
