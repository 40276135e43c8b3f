package media.kern.core.leg;

import java.util.Optional;

/**
 * What a process receives from a WHIP publisher, as RTP before its first input.
 *
 * @param enabled whether it does
 * @param videoPt payload type of the video, 96 to 127
 * @param audioPt payload type of the audio, 96 to 127
 */
public record WhipIngestConfig(boolean enabled, int videoPt, int audioPt) {
    public static final WhipIngestConfig DEFAULT = new WhipIngestConfig(false, 102, 111);

    /** The first thing wrong with it; empty if it is fine. */
    public Optional<String> problem() {
        return PayloadType.problem("whip_ingest.video_pt", videoPt)
                .or(() -> PayloadType.problem("whip_ingest.audio_pt", audioPt));
    }
}
