package media.kern.server.tls;

import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with a certificate.
 *
 * @param host the name it is for; empty for one from files, which is for all
 * @param expires when it ends; nothing if there is none yet and the server shows one it has signed itself
 * @param error why the last attempt to get another one failed; nothing if it did not
 * @param nextAttempt when that is tried again
 */
public record CertificateState(
        String host, Optional<Instant> expires, Optional<String> error, Optional<Instant> nextAttempt) {

    static CertificateState missing(String host) {
        return new CertificateState(host, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static CertificateState issued(String host, Identity identity, Optional<Instant> renewal) {
        return new CertificateState(host, Optional.of(identity.notAfter()), Optional.empty(), renewal);
    }

    CertificateState failed(String why, Optional<Instant> retry) {
        return new CertificateState(host, expires, Optional.of(why), retry);
    }

    boolean isOver(Instant now) {
        return expires.isEmpty() || expires.get().isBefore(now);
    }
}
