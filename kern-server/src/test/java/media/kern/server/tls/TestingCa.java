package media.kern.server.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority of a test, and clients that trust it alone. */
public final class TestingCa {
    private final KeyPair pair = keyPair("EC");
    private final X500Name name = new X500Name("CN=Testing CA");
    private final X509Certificate root = sign(name, pair, Instant.now().plus(Duration.ofDays(2)), List.of());

    /** A key with its certificate, and that of the authority behind it. */
    public record Issued(KeyPair key, List<X509Certificate> chain) {
        BigInteger serial() {
            return chain.getFirst().getSerialNumber();
        }

        /** Writes both as a server finds them, each in one step. */
        public void store(Path certificate, Path keyFile) {
            replace(certificate, pem(chain.toArray()));
            replace(
                    keyFile,
                    pem(
                            key.getPrivate() instanceof RSAPrivateKey rsa
                                    ? rsa
                                    : new PemObject(
                                            "PRIVATE KEY", key.getPrivate().getEncoded())));
        }
    }

    public Issued issue(String algorithm, String... hosts) {
        return issue(algorithm, Instant.now().plus(Duration.ofDays(1)), hosts);
    }

    Issued issue(String algorithm, Instant end, String... hosts) {
        KeyPair key = keyPair(algorithm);
        X509Certificate certificate = sign(new X500Name("CN=" + hosts[0]), key, end, List.of(hosts));
        return new Issued(key, List.of(certificate, root));
    }

    /** What {@code curl --cacert} takes. */
    public Path storeRoot(Path file) {
        replace(file, pem(root));
        return file;
    }

    /** For clients that trust this authority and nobody else. */
    public SSLContext trust() {
        return trusting(root);
    }

    static SSLContext trusting(X509Certificate root) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("root", root);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate sign(X500Name subject, KeyPair key, Instant end, List<String> hosts) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(100, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(Instant.now().minus(Duration.ofDays(1))),
                    Date.from(end),
                    subject,
                    key.getPublic());
            if (hosts.isEmpty()) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                GeneralName[] names = hosts.stream()
                        .map(host -> new GeneralName(
                                Character.isDigit(host.charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair keyPair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static void replace(Path file, String content) {
        try {
            Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), content);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
