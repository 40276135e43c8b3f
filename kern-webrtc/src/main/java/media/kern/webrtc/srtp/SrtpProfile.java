package media.kern.webrtc.srtp;

import java.util.Arrays;
import java.util.Optional;

/** Protection profiles of DTLS-SRTP that browsers know, the preferred first (RFC 5764 section 4.1.2, RFC 7714). */
public enum SrtpProfile {
    AEAD_AES_128_GCM(0x0007, 12, 16),
    AES128_CM_HMAC_SHA1_80(0x0001, 14, 10);

    static final int KEY_LENGTH = 16;

    private final int code;
    private final int saltLength;
    private final int tagLength;

    SrtpProfile(int code, int saltLength, int tagLength) {
        this.code = code;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    /** The number of the profile in the use_srtp extension. */
    public int code() {
        return code;
    }

    /** Bytes of master salt. */
    int saltLength() {
        return saltLength;
    }

    /** Bytes that each packet grows by. */
    public int tagLength() {
        return tagLength;
    }

    /** Bytes that the handshake has to export for both directions together. */
    public int keyingMaterialLength() {
        return 2 * (KEY_LENGTH + saltLength);
    }

    public static Optional<SrtpProfile> of(int code) {
        return Arrays.stream(values()).filter(profile -> profile.code == code).findFirst();
    }
}
