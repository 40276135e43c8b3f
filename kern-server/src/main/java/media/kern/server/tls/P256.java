package media.kern.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.util.io.pem.PemObject;

/** Keys for ECDSA with the curve P-256, which every client knows. */
final class P256 {
    private static final String CURVE = "secp256r1";

    private P256() {}

    static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    /** Adds the public key, which a stored private one may lack. */
    static KeyPair pair(PrivateKey key) throws UnusableCertificateException {
        ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec(CURVE);
        if (!(key instanceof ECPrivateKey ec) || !ec.getParams().getOrder().equals(curve.getN())) {
            throw new UnusableCertificateException("the key is not one of the curve P-256");
        }
        org.bouncycastle.math.ec.ECPoint point =
                curve.getG().multiply(ec.getS()).normalize();
        ECPoint publicPoint = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        try {
            return new KeyPair(
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(publicPoint, ec.getParams())), key);
        } catch (GeneralSecurityException e) {
            throw new UnusableCertificateException("the key is broken: " + e.getMessage(), e);
        }
    }

    /** The form of RFC 5915, as other software writes it: with the curve and the public key. */
    static PemObject pem(KeyPair pair) throws IOException {
        ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
        SubjectPublicKeyInfo point =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        int bits = key.getParams().getOrder().bitLength();
        return new PemObject(
                "EC PRIVATE KEY",
                new org.bouncycastle.asn1.sec.ECPrivateKey(
                                bits, key.getS(), point.getPublicKeyData(), SECObjectIdentifiers.secp256r1)
                        .getEncoded());
    }
}
