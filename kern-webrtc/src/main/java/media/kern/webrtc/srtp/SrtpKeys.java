package media.kern.webrtc.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The master key and salt of one direction, and the session keys made of them (RFC 3711 section 4.3). */
public final class SrtpKeys {
    private static final int AUTHENTICATION_KEY_LENGTH = 20;
    private static final int LABEL_AT = 7;
    private static final int BLOCK = 16;

    private final SrtpProfile profile;
    private final byte[] key;
    private final byte[] salt;

    private SrtpKeys(SrtpProfile profile, byte[] key, byte[] salt) {
        this.profile = profile;
        this.key = key;
        this.salt = salt;
    }

    /** The keys of both directions. */
    public record Pair(SrtpKeys client, SrtpKeys server) {
        /** What a peer sends with. */
        public SrtpKeys outgoing(boolean isClient) {
            return isClient ? client : server;
        }

        /** What it receives with. */
        public SrtpKeys incoming(boolean isClient) {
            return isClient ? server : client;
        }
    }

    /**
     * Splits what the handshake has exported: client key, server key, client salt, server salt (RFC 5764 section 4.2).
     *
     * @param material of {@link SrtpProfile#keyingMaterialLength()} bytes
     */
    public static Pair split(SrtpProfile profile, byte[] material) {
        int keys = 2 * SrtpProfile.KEY_LENGTH;
        int saltLength = profile.saltLength();
        return new Pair(
                of(profile, material, 0, keys), of(profile, material, SrtpProfile.KEY_LENGTH, keys + saltLength));
    }

    private static SrtpKeys of(SrtpProfile profile, byte[] material, int keyAt, int saltAt) {
        return new SrtpKeys(
                profile,
                Arrays.copyOfRange(material, keyAt, keyAt + SrtpProfile.KEY_LENGTH),
                Arrays.copyOfRange(material, saltAt, saltAt + profile.saltLength()));
    }

    /** Protects and unprotects RTP of this direction; not safe for several threads at once. */
    public RtpCipher rtp() {
        return switch (profile) {
            case AEAD_AES_128_GCM -> new GcmCipher(derive(0, SrtpProfile.KEY_LENGTH), derive(2, profile.saltLength()));
            case AES128_CM_HMAC_SHA1_80 ->
                new CounterCipher(
                        derive(0, SrtpProfile.KEY_LENGTH),
                        derive(1, AUTHENTICATION_KEY_LENGTH),
                        derive(2, profile.saltLength()));
        };
    }

    /** Protects RTCP of this direction, or unprotects it; not safe for several threads at once. */
    public RtcpCipher rtcp() {
        return switch (profile) {
            case AEAD_AES_128_GCM -> new GcmCipher(derive(3, SrtpProfile.KEY_LENGTH), derive(5, profile.saltLength()));
            case AES128_CM_HMAC_SHA1_80 ->
                new CounterCipher(
                        derive(3, SrtpProfile.KEY_LENGTH),
                        derive(4, AUTHENTICATION_KEY_LENGTH),
                        derive(5, profile.saltLength()));
        };
    }

    byte[] derive(int label, int length) {
        byte[] counter = Arrays.copyOf(salt, BLOCK);
        counter[LABEL_AT] ^= (byte) label;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
            return cipher.doFinal(new byte[length]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES in counter mode", e);
        }
    }
}
