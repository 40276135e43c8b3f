package media.kern.server.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Certificates that this server signs itself. One is shown until there is a real one: browsers warn of it, but nothing
 * travels in clear.
 */
final class SelfSigned {
    private static final ASN1ObjectIdentifier ACME_IDENTIFIER = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final int SERIAL_BITS = 120;

    private SelfSigned() {}

    static Identity identity(String host, Instant now) {
        return identity(host, now, Optional.empty());
    }

    /**
     * What proves a host name inside a handshake (RFC 8737 section 3).
     *
     * @param digest of the key authorization
     */
    static Identity proof(String host, Instant now, byte[] digest) {
        return identity(host, now, Optional.of(digest));
    }

    private static Identity identity(String host, Instant now, Optional<byte[]> acmeDigest) {
        try {
            KeyPair pair = P256.generate();
            X500Name subject = new X500Name("CN=Kern until a certificate is there");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    subject,
                    new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(CLOCK_SKEW)),
                    Date.from(now.plus(LIFETIME)),
                    subject,
                    pair.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            if (acmeDigest.isPresent()) {
                builder.addExtension(ACME_IDENTIFIER, true, new DEROctetString(acmeDigest.get()));
            }
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            return Identity.of(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException
                | CertIOException
                | OperatorCreationException
                | UnusableCertificateException e) {
            throw new IllegalStateException("this Java cannot sign with P-256", e);
        }
    }
}
