package media.kern.server.tls;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * From where certificates are got, and for what.
 *
 * @param directory of the ACME server (RFC 8555 section 7.1.1)
 * @param trustFile certificates, PEM, that the ACME server's own one has to be signed by; nothing for those of the JDK
 * @param email of the account
 * @param hosts the names, the first of which is shown to who names none
 * @param challenges {@code http-01} and {@code tls-alpn-01}, tried in turn
 * @param folder where accounts and certificates are kept
 */
public record AcmeSettings(
        URI directory,
        Optional<Path> trustFile,
        String email,
        List<String> hosts,
        List<String> challenges,
        Path folder) {
    /** Copies the lists. */
    public AcmeSettings {
        hosts = List.copyOf(hosts);
        challenges = List.copyOf(challenges);
    }
}
