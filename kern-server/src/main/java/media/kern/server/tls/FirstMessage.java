package media.kern.server.tls;

import java.util.List;
import java.util.Optional;

/** What the first bytes of a client are. */
sealed interface FirstMessage {
    /**
     * All of a ClientHello (RFC 8446 section 4.1.2).
     *
     * @param serverName the host the client asks for (RFC 6066 section 3)
     * @param applicationProtocols what it would speak (RFC 7301)
     */
    record ClientHello(Optional<String> serverName, List<String> applicationProtocols) implements FirstMessage {}

    /** The beginning of one. */
    record Incomplete() implements FirstMessage {}

    /** Something else, or a broken one: the TLS engine has to say what is wrong with it. */
    record Other() implements FirstMessage {}
}
