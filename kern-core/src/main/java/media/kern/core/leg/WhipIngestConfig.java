package media.kern.core.leg;

/**
 * What a process receives from a WHIP publisher, as RTP before its first input.
 *
 * @param enabled whether it does
 * @param videoPt payload type of the video, 96 to 127
 * @param audioPt payload type of the audio, 96 to 127
 */
public record WhipIngestConfig(boolean enabled, int videoPt, int audioPt) {
    public static final WhipIngestConfig DEFAULT = new WhipIngestConfig(false, 102, 111);
}
