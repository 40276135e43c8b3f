package media.kern.webrtc.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import media.kern.webrtc.sdp.Fingerprint;
import media.kern.webrtc.srtp.SrtpProfile;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;

/** What client and server have in common: which suites, which profiles, whose certificate. */
final class DtlsPolicy {
    static final int HANDSHAKE_TIMEOUT_MILLIS = 20_000;
    static final int FIRST_RESEND_MILLIS = 400;

    private static final String EXPORTER = "EXTRACTOR-dtls_srtp";
    private static final byte[] NO_MKI = {};

    private final List<Fingerprint> expected;
    private final List<SrtpProfile> profiles;

    DtlsPolicy(List<Fingerprint> expected, List<SrtpProfile> profiles) {
        this.expected = expected;
        this.profiles = profiles;
    }

    /** Forward secret, and signed with ECDSA as our certificate is (RFC 8827 section 6.5). */
    static int[] cipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
        };
    }

    /**
     * How peers may sign that their certificate is theirs. Without RSA-PSS, which the JDK has under another name than the
     * library asks for: a peer with an RSA key that prefers it, as GStreamer does, would be refused.
     */
    @SuppressWarnings("JdkObsolete") // As the library has it.
    static Vector<SignatureAndHashAlgorithm> signatures() {
        Vector<SignatureAndHashAlgorithm> all = new Vector<>();
        for (short hash : new short[] {HashAlgorithm.sha256, HashAlgorithm.sha384, HashAlgorithm.sha512}) {
            all.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa));
            all.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.rsa));
        }
        return all;
    }

    /** The peer has to be who its description says (RFC 5763 section 5). */
    void verify(Certificate certificate) throws IOException {
        if (certificate == null || certificate.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the peer has shown no certificate");
        }
        byte[] encoded = certificate.getCertificateAt(0).getEncoded();
        if (expected.stream().noneMatch(fingerprint -> fingerprint.matches(encoded))) {
            throw new TlsFatalAlert(
                    AlertDescription.bad_certificate,
                    "the certificate is not the one of the fingerprint in the description");
        }
    }

    UseSRTPData offer() {
        return data(profiles.stream().mapToInt(SrtpProfile::code).toArray());
    }

    static UseSRTPData data(int... codes) {
        return new UseSRTPData(codes, NO_MKI);
    }

    /** The first of ours that the peer has, too. */
    SrtpProfile choose(Hashtable<?, ?> extensions) throws IOException {
        UseSRTPData data = TlsSRTPUtils.getUseSRTPExtension(extensions);
        int[] theirs = data == null ? new int[0] : data.getProtectionProfiles();
        Optional<SrtpProfile> chosen = profiles.stream()
                .filter(profile -> Arrays.stream(theirs).anyMatch(code -> code == profile.code()))
                .findFirst();
        return chosen.orElseThrow(() -> new TlsFatalAlert(
                AlertDescription.illegal_parameter,
                "no SRTP protection profile in common, the peer has " + Arrays.toString(theirs)));
    }

    static String exporter() {
        return EXPORTER;
    }
}
