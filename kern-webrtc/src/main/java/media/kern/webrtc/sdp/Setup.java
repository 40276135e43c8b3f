package media.kern.webrtc.sdp;

import java.util.Locale;

/** Who begins the DTLS handshake (RFC 4145 section 4, RFC 5763 section 5). */
public enum Setup {
    ACTIVE,
    PASSIVE,
    ACTPASS;

    /** What an answerer says to it: it waits if it may. */
    public Setup answer() {
        return this == PASSIVE ? ACTIVE : PASSIVE;
    }

    /** As in {@code a=setup}. */
    public String sdpName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Setup parse(String name) throws SdpException {
        return switch (name.trim()) {
            case "active" -> ACTIVE;
            case "passive" -> PASSIVE;
            case "actpass" -> ACTPASS;
            default -> throw new SdpException("a=setup is not one of actpass, active, passive");
        };
    }
}
