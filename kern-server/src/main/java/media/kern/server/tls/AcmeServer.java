package media.kern.server.tls;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/** How an ACME server is reached: any directory, and if wanted a certificate authority that only this server knows. */
final class AcmeServer extends AbstractAcmeProvider {
    private final Optional<Path> trustFile;

    AcmeServer(Optional<Path> trustFile) {
        this.trustFile = trustFile;
    }

    @Override
    public boolean accepts(URI directory) {
        return "https".equals(directory.getScheme()) || "http".equals(directory.getScheme());
    }

    @Override
    public URL resolve(URI directory) {
        try {
            return directory.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(directory + " is no URL of an ACME directory", e);
        }
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings network) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(network.getTimeout());
        trustFile.ifPresent(file -> client.sslContext(trusting(file)));
        return client.build();
    }

    private static SSLContext trusting(Path file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            List<X509Certificate> roots = PemFiles.certificates(file);
            for (int i = 0; i < roots.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), roots.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("tls.acme.trust_file: " + e.getMessage(), e);
        }
    }
}
