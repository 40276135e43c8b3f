package media.kern.rtmp;

/**
 * How a session ended.
 *
 * @param expected whether somebody wanted it, and it was no fault
 * @param reason for people
 */
public record RtmpEnd(boolean expected, String reason) {
    static RtmpEnd expected(String reason) {
        return new RtmpEnd(true, reason);
    }

    static RtmpEnd fault(String reason) {
        return new RtmpEnd(false, reason);
    }
}
