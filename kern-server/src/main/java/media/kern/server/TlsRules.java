package media.kern.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import media.kern.server.config.Config;
import media.kern.server.config.Settings;
import media.kern.server.tls.AcmeSettings;
import media.kern.server.tls.Certificates;
import media.kern.server.tls.Pace;

/** Where certificates come from, by the configuration. */
final class TlsRules {
    private TlsRules() {}

    /**
     * The certificates of all listeners with TLS; nothing if it is off.
     *
     * @param folder that relative paths are relative to
     * @throws IOException names what is wrong with the files
     */
    static Optional<Certificates> certificates(Config config, Path folder, InstantSource clock, Pace pace)
            throws IOException {
        if (!config.get(Settings.TLS_ENABLE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    config.get(Settings.TLS_AUTO)
                            ? Certificates.automatic(acme(config, folder), pace, clock)
                            : Certificates.ofFiles(
                                    folder.resolve(config.get(Settings.TLS_CERT_FILE)),
                                    folder.resolve(config.get(Settings.TLS_KEY_FILE)),
                                    pace,
                                    clock));
        } catch (IOException | URISyntaxException e) {
            throw new IOException("HTTPS server: " + e.getMessage(), e);
        }
    }

    private static AcmeSettings acme(Config config, Path folder) throws URISyntaxException {
        String trust = config.get(Settings.TLS_ACME_TRUST_FILE);
        return new AcmeSettings(
                new URI(config.get(Settings.TLS_ACME_DIRECTORY)),
                trust.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(trust)),
                config.get(Settings.TLS_EMAIL),
                config.get(Settings.HOST_NAME),
                config.get(Settings.TLS_ACME_CHALLENGES),
                folder.resolve(config.get(Settings.DB_DIR)).resolve("cert").normalize());
    }
}
