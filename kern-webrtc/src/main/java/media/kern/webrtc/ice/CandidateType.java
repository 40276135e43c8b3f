package media.kern.webrtc.ice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an address was found, with the preference that RFC 8445 section 5.1.2.2 recommends. */
public enum CandidateType {
    HOST(126),
    PRFLX(110),
    SRFLX(100),
    RELAY(0);

    private final int preference;

    CandidateType(int preference) {
        this.preference = preference;
    }

    int preference() {
        return preference;
    }

    /** As in {@code typ host}. */
    public String sdpName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CandidateType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.sdpName().equals(name))
                .findFirst();
    }
}
