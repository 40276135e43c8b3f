package media.kern.webrtc.dtls;

import java.io.IOException;
import java.util.Hashtable;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.jspecify.annotations.Nullable;

/** The side that waits for the other one to begin. */
final class DtlsServer extends DefaultTlsServer implements DtlsSide {
    private final DtlsIdentity identity;
    private final DtlsPolicy policy;
    private @Nullable SrtpProfile profile;
    private SrtpKeys.@Nullable Pair keys;

    DtlsServer(DtlsIdentity identity, DtlsPolicy policy) {
        super(identity.crypto());
        this.identity = identity;
        this.policy = policy;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), DtlsPolicy.cipherSuites());
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return DtlsPolicy.HANDSHAKE_TIMEOUT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return DtlsPolicy.FIRST_RESEND_MILLIS;
    }

    @Override
    public TlsCredentials getCredentials() {
        return identity.signer(new TlsCryptoParameters(context));
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, DtlsPolicy.signatures(), null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        policy.verify(certificate);
    }

    @Override
    @SuppressWarnings("rawtypes") // As the library has it.
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        profile = policy.choose(extensions);
    }

    @Override
    @SuppressWarnings({"unchecked", "JdkObsolete"}) // As the library has it.
    public Hashtable<Integer, byte[]> getServerExtensions() throws IOException {
        Hashtable<Integer, byte[]> extensions = super.getServerExtensions();
        if (profile != null) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, DtlsPolicy.data(profile.code()));
        }
        return extensions;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile != null) {
            keys = SrtpKeys.split(
                    profile, context.exportKeyingMaterial(DtlsPolicy.exporter(), null, profile.keyingMaterialLength()));
        }
    }

    @Override
    public SrtpKeys.Pair keys() {
        if (keys == null) {
            throw new IllegalStateException("the handshake is not complete");
        }
        return keys;
    }
}
