package media.kern.core.leg;

/** A codec that browsers can take; {@link #name} is its encoding name in SDP. */
public enum VideoCodec {
    H264,
    H265,
    VP8,
    VP9,
    AV1;

    /** Whether a source of this codec may send frames in another order than they are shown. */
    boolean reorders() {
        return this == H264 || this == H265;
    }
}
