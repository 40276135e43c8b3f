package media.kern.webrtc.dtls;

import java.io.IOException;
import java.util.Hashtable;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.jspecify.annotations.Nullable;

/** The side that begins. */
final class DtlsClient extends DefaultTlsClient implements DtlsSide {
    private final DtlsIdentity identity;
    private final DtlsPolicy policy;
    private @Nullable SrtpProfile profile;
    private SrtpKeys.@Nullable Pair keys;

    DtlsClient(DtlsIdentity identity, DtlsPolicy policy) {
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
    public Hashtable<Integer, byte[]> getClientExtensions() throws IOException {
        @SuppressWarnings({"unchecked", "JdkObsolete"}) // As the library has it.
        Hashtable<Integer, byte[]> extensions = super.getClientExtensions();
        TlsSRTPUtils.addUseSRTPExtension(extensions, policy.offer());
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the library has it.
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        profile = policy.choose(extensions);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                policy.verify(server.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return identity.signer(new TlsCryptoParameters(context));
            }
        };
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
