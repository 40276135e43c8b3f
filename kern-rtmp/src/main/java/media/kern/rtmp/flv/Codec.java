package media.kern.rtmp.flv;

import java.util.Arrays;
import java.util.Optional;

/** Codecs that are passed on, with their names in FLV (version 10.1, annex E) and in Enhanced RTMP. */
public enum Codec {
    /** AVC. */
    H264(true, 7, "avc1", true),
    /** H.265; 12 is what cameras and patched FFmpegs use without Enhanced RTMP. */
    HEVC(true, 12, "hvc1", true),
    /** H.266. */
    VVC(true, 14, "vvc1", true),
    /** AV1. */
    AV1(true, 13, "av01", false),
    /** VP8. */
    VP8(true, -1, "vp08", false),
    /** VP9. */
    VP9(true, -1, "vp09", false),
    /** Sorenson H.263. */
    FLV1(true, 2, "", false),
    /** On2 VP6. */
    VP6(true, 4, "", false),
    /** AAC. */
    AAC(false, 10, "mp4a", false),
    /** MPEG audio layer 3. */
    MP3(false, 2, ".mp3", false),
    /** Opus. */
    OPUS(false, -1, "Opus", false),
    /** FLAC. */
    FLAC(false, -1, "fLaC", false),
    /** AC-3. */
    AC3(false, -1, "ac-3", false),
    /** E-AC-3. */
    EAC3(false, -1, "ec-3", false),
    /** Speex. */
    SPEEX(false, 11, "", false),
    /** Nellymoser. */
    NELLYMOSER(false, 6, "", false),
    /** G.711 A-law. */
    PCM_ALAW(false, 7, "", false),
    /** G.711 mu-law. */
    PCM_MULAW(false, 8, "", false),
    /** Linear PCM, little endian. */
    PCM(false, 3, "", false);

    private final boolean video;
    private final int flvId;
    private final String fourCc;
    private final boolean compositionTime;

    Codec(boolean video, int flvId, String fourCc, boolean compositionTime) {
        this.video = video;
        this.flvId = flvId;
        this.fourCc = fourCc;
        this.compositionTime = compositionTime;
    }

    /** As it is listed. */
    public String label() {
        return name();
    }

    /** Whether its frames have a composition time, and its legacy header a packet type. */
    boolean hasCompositionTime() {
        return compositionTime;
    }

    static Optional<Codec> ofFlv(boolean video, int id) {
        return Arrays.stream(values())
                .filter(codec -> codec.video == video && codec.flvId == id)
                .findFirst();
    }

    static Optional<Codec> ofFourCc(boolean video, String fourCc) {
        return Arrays.stream(values())
                .filter(codec -> codec.video == video && codec.fourCc.equals(fourCc))
                .findFirst();
    }
}
