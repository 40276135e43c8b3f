package media.kern.webrtc.sdp;

/** A description or fragment that cannot be used; the message tells its sender what is wrong. */
public final class SdpException extends Exception {
    public SdpException(String message) {
        super(message);
    }
}
