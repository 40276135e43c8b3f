package media.kern.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads PEM files (RFC 7468) of at most 1 MiB: certificates, and keys as PKCS#1, PKCS#8 or SEC 1. */
final class PemFiles {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_CERTIFICATES = 100;

    private PemFiles() {}

    /** A key and its chain, checked to belong together. */
    static Identity identity(Path certificate, Path key) throws UnusableCertificateException {
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey privateKey = privateKey(key);
        try {
            return Identity.of(privateKey, chain);
        } catch (UnusableCertificateException e) {
            throw new UnusableCertificateException(
                    "certificate " + certificate + " and key " + key + ": " + e.getMessage(), e);
        }
    }

    /** All certificates of a file, in its order; at least one. */
    static List<X509Certificate> certificates(Path file) throws UnusableCertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        try {
            for (Object entry : entries(file)) {
                if (entry instanceof X509CertificateHolder holder) {
                    certificates.add(converter.getCertificate(holder));
                }
            }
        } catch (CertificateException e) {
            throw new UnusableCertificateException(file + " holds a broken certificate: " + e.getMessage(), e);
        }
        if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
            throw new UnusableCertificateException(file + " must hold from 1 to " + MAX_CERTIFICATES
                    + " certificates (-----BEGIN CERTIFICATE-----), but holds " + certificates.size());
        }
        return certificates;
    }

    /** The first private key of a file. */
    static PrivateKey privateKey(Path file) throws UnusableCertificateException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try {
            for (Object entry : entries(file)) {
                switch (entry) {
                    case PEMKeyPair pair -> {
                        return converter.getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PrivateKeyInfo info -> {
                        return converter.getPrivateKey(info);
                    }
                    case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                        throw new UnusableCertificateException("the key in " + file
                                + " is encrypted: store it without password, readable for this" + " server only");
                    default -> {}
                }
            }
        } catch (UnusableCertificateException e) {
            throw e;
        } catch (IOException e) {
            throw new UnusableCertificateException(file + " holds a broken private key: " + e.getMessage(), e);
        }
        throw new UnusableCertificateException(
                file + " holds no private key (-----BEGIN PRIVATE KEY-----, RSA PRIVATE KEY or EC PRIVATE KEY)");
    }

    private static List<Object> entries(Path file) throws UnusableCertificateException {
        List<Object> entries = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
            for (Object entry = parser.readObject(); entry != null; entry = parser.readObject()) {
                entries.add(entry);
            }
            return entries;
        } catch (UnusableCertificateException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The parser has no exceptions of its own for all that can be wrong.
            throw new UnusableCertificateException(file + " is no PEM file: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws UnusableCertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableCertificateException(
                        file + " has more than " + MAX_BYTES + " bytes: that is no certificate or key");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UnusableCertificateException(file + " does not exist", e);
        } catch (UnusableCertificateException e) {
            throw e;
        } catch (IOException e) {
            throw new UnusableCertificateException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
