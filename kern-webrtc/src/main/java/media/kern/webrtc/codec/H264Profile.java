package media.kern.webrtc.codec;

import java.util.Optional;

/**
 * Profiles of H.264 as browsers tell them apart, by what a decoder has to be able to do: each one can decode those before
 * it that {@link #decodes} names (RFC 6184 section 8.1, table 5).
 */
public enum H264Profile {
    CONSTRAINED_BASELINE,
    BASELINE,
    MAIN,
    CONSTRAINED_HIGH,
    HIGH;

    private static final int SET0 = 0x80;
    private static final int SET1 = 0x40;
    private static final int SET4 = 0x08;
    private static final int SET5 = 0x04;

    /**
     * The profile of a {@code profile-level-id}.
     *
     * @param id profile_idc, constraint flags and level_idc
     * @return empty for one that no browser decodes, such as High 4:2:2
     */
    public static Optional<H264Profile> of(int id) {
        int flags = id >>> 8 & 0xFF;
        return switch (id >>> 16) {
            case 66 -> Optional.of((flags & SET1) == 0 ? BASELINE : CONSTRAINED_BASELINE);
            case 77 -> Optional.of((flags & SET0) == 0 ? MAIN : CONSTRAINED_BASELINE);
            case 88 -> (flags & (SET0 | SET1)) == (SET0 | SET1) ? Optional.of(CONSTRAINED_BASELINE) : Optional.empty();
            case 100 -> Optional.of((flags & (SET4 | SET5)) == (SET4 | SET5) ? CONSTRAINED_HIGH : HIGH);
            default -> Optional.empty();
        };
    }

    /** Whether a decoder of this profile shows a stream of the other one. */
    public boolean decodes(H264Profile stream) {
        return this == stream
                || switch (stream) {
                    case CONSTRAINED_BASELINE -> true;
                    case MAIN, CONSTRAINED_HIGH -> this == HIGH;
                    case BASELINE, HIGH -> false;
                };
    }
}
