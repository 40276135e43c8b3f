package media.kern.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate and its key in files of the operator: read again when they change, kept if the new ones are unusable. */
final class CertificateFiles {
    private static final Logger LOG = LoggerFactory.getLogger("TLS");

    private final Path certificate;
    private final Path key;
    private final Identities identities;
    private final InstantSource clock;
    private String read;
    private String seen;
    private volatile CertificateState state;

    /**
     * Reads the files for the first time.
     *
     * @throws UnusableCertificateException if they cannot be used
     */
    CertificateFiles(Path certificate, Path key, Identities identities, InstantSource clock)
            throws UnusableCertificateException {
        this.certificate = certificate;
        this.key = key;
        this.identities = identities;
        this.clock = clock;
        this.read = stamp();
        this.seen = read;
        Identity identity = PemFiles.identity(certificate, key);
        identities.use(identity);
        this.state = told(identity);
    }

    /**
     * Looks at the files. A change counts when two looks in a row have seen the same: certificate and key cannot be
     * replaced in one step. Call from one thread.
     */
    void look() {
        String now = stamp();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(read)) {
            return;
        }
        read = now;
        try {
            Identity identity = PemFiles.identity(certificate, key);
            if (isOver(identity) && !state.isOver(clock.instant())) {
                throw new UnusableCertificateException(
                        "the certificate in " + certificate + " expired on " + identity.notAfter());
            }
            identities.use(identity);
            state = told(identity);
        } catch (UnusableCertificateException e) {
            state = state.failed(String.valueOf(e.getMessage()), Optional.empty());
            LOG.atError()
                    .addKeyValue("certificate", certificate)
                    .addKeyValue("error", e.getMessage())
                    .log("The new certificate cannot be used, the old one stays");
        }
    }

    private CertificateState told(Identity identity) {
        LOG.atInfo()
                .addKeyValue("certificate", certificate)
                .addKeyValue("subject", identity.chain().getFirst().getSubjectX500Principal())
                .addKeyValue("expires", identity.notAfter())
                .log("Using certificate");
        if (isOver(identity)) {
            LOG.atWarn()
                    .addKeyValue("certificate", certificate)
                    .addKeyValue("expired", identity.notAfter())
                    .log("The certificate has expired: clients will refuse it until the file is replaced");
        }
        return CertificateState.issued("", identity, Optional.empty());
    }

    private boolean isOver(Identity identity) {
        return identity.notAfter().isBefore(clock.instant());
    }

    List<CertificateState> states() {
        return List.of(state);
    }

    /** Time, size and identity of both files, links followed: what changes when one is written, renamed or relinked. */
    private String stamp() {
        return stamp(certificate) + ' ' + stamp(key);
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + "/" + attributes.size() + "/" + attributes.fileKey();
        } catch (IOException e) {
            return "missing";
        }
    }
}
