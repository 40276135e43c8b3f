package media.kern.core.session;

import java.util.Arrays;
import java.util.Optional;

/** The ways in which media comes and goes. */
public enum CollectorId {
    /** Viewers of HLS and DASH. */
    HLS("hls", Traffic.MEDIA, true),
    /** Whoever uploads HLS or DASH: always known, never limited. */
    HLS_INGRESS("hlsingress", Traffic.UPLOADS, false),
    RTMP("rtmp", Traffic.MEDIA, false),
    SRT("srt", Traffic.MEDIA, false),
    WEBRTC("webrtc", Traffic.MEDIA, true),
    /** All requests together. */
    HTTP("http", Traffic.REQUESTS, false),
    /** Those of them that came over TLS. */
    HTTPS("https", Traffic.REQUESTS, false),
    FFMPEG("ffmpeg", Traffic.MEDIA, false);

    /** What is counted. */
    enum Traffic {
        /** Its sum over all collectors of this kind is what the limit of bandwidth is about. */
        MEDIA,
        UPLOADS,
        REQUESTS
    }

    private final String text;
    private final Traffic traffic;
    private final boolean limited;

    CollectorId(String text, Traffic traffic, boolean limited) {
        this.text = text;
        this.traffic = traffic;
        this.limited = limited;
    }

    /** The name in the API and of the history on disk. */
    public String text() {
        return text;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Whether newcomers are refused when a limit is reached; the others only report their limits. */
    boolean limited() {
        return limited;
    }

    /** The collector of that name. */
    public static Optional<CollectorId> of(String text) {
        return Arrays.stream(values()).filter(id -> id.text.equals(text)).findFirst();
    }
}
