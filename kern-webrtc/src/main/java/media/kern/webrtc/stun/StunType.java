package media.kern.webrtc.stun;

import java.util.Optional;

/** The messages of the Binding method (RFC 8489 section 5); no other method is used by ICE. */
public enum StunType {
    REQUEST(0x0001),
    INDICATION(0x0011),
    SUCCESS(0x0101),
    ERROR(0x0111);

    private final int code;

    StunType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<StunType> of(int code) {
        return switch (code) {
            case 0x0001 -> Optional.of(REQUEST);
            case 0x0011 -> Optional.of(INDICATION);
            case 0x0101 -> Optional.of(SUCCESS);
            case 0x0111 -> Optional.of(ERROR);
            default -> Optional.empty();
        };
    }
}
