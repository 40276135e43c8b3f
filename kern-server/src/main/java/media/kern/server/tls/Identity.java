package media.kern.server.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What this server proves itself with: a private key and the certificates that vouch for it.
 *
 * @param alias the same for the same chain, another one for every other
 * @param chain the certificate of the key first, then those that signed it, in order
 */
record Identity(String alias, PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] PROBE = {'k', 'e', 'r', 'n'};

    Identity {
        chain = List.copyOf(chain);
    }

    /**
     * Puts key and chain together.
     *
     * @throws UnusableCertificateException if the key is not that of the first certificate, or of a kind that browsers do
     *     not take
     */
    static Identity of(PrivateKey key, List<X509Certificate> chain) throws UnusableCertificateException {
        if (chain.isEmpty()) {
            throw new UnusableCertificateException("there is no certificate");
        }
        PublicKey certified = chain.getFirst().getPublicKey();
        String algorithm = certified.getAlgorithm();
        if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
            throw new UnusableCertificateException(
                    "the key of the certificate is " + algorithm + ", but browsers take RSA and EC only");
        }
        try {
            if (!belongTogether(key, certified)) {
                throw new UnusableCertificateException("the private key does not belong to the first certificate ("
                        + chain.getFirst().getSubjectX500Principal() + ")");
            }
            return new Identity(alias(chain), key, chain);
        } catch (GeneralSecurityException e) {
            throw new UnusableCertificateException("the private key cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature =
                Signature.getInstance(certified.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static String alias(List<X509Certificate> chain) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (X509Certificate certificate : chain) {
            digest.update(certificate.getEncoded());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether it can be used where a key of this type is asked for, in the terms of a key manager. */
    boolean isOfType(String keyType) {
        return key.getAlgorithm().equals(keyType);
    }

    Instant notBefore() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }
}
