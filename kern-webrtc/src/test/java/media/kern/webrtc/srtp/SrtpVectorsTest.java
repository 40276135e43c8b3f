package media.kern.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vectors of the RFCs. */
class SrtpVectorsTest {
    private static final String GCM_KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String GCM_SALT = "517569642070726f2071756f";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** RFC 3711 appendix B.3. */
    @Test
    void derivesSessionKeys() {
        byte[] key = hex("E1F97A0D3E018BE0D64FA32C06DE4139");
        byte[] salt = hex("0EC675AD498AFEEBB6960B3AABE6");
        byte[] material = new byte[60];
        System.arraycopy(key, 0, material, 0, 16);
        System.arraycopy(salt, 0, material, 32, 14);
        SrtpKeys keys =
                SrtpKeys.split(SrtpProfile.AES128_CM_HMAC_SHA1_80, material).client();

        assertThat(keys.derive(0, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(keys.derive(1, 20)).isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
        assertThat(keys.derive(2, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
    }

    /** RFC 3711 appendix B.2. */
    @Test
    void encryptsInCounterMode() {
        CounterCipher cipher = new CounterCipher(
                hex("2B7E151628AED2A6ABF7158809CF4F3C"), new byte[20], hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
        byte[] packet = new byte[12 + 48 + cipher.tagLength()];

        assertThat(cipher.protect(packet, 0, 12, new byte[48], 0, 48, 0)).isEqualTo(packet.length);
        assertThat(Arrays.copyOfRange(packet, 12, 60))
                .isEqualTo(hex("E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
    }

    /** RFC 7714 section 16.1.1. */
    @Test
    void protectsRtpByGcm() {
        GcmCipher cipher = new GcmCipher(hex(GCM_KEY), hex(GCM_SALT));
        byte[] header = hex("8040f17b 8041f8d3 5501a0b2");
        byte[] payload = hex("47616c6c 69612065 7374206f 6d6e6973 20646976 69736120 696e2070 61727465 73207472 6573");
        byte[] packet = Arrays.copyOf(header, 12 + payload.length + cipher.tagLength());

        assertThat(cipher.protect(packet, 0, 12, payload, 0, payload.length, 0)).isEqualTo(packet.length);
        assertThat(packet)
                .isEqualTo(hex("8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f"
                        + "42a5f47a 51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce"));
    }

    /** RFC 7714 section 17.1. */
    @Test
    void protectsRtcpByGcm() {
        GcmCipher cipher = new GcmCipher(hex(GCM_KEY), hex(GCM_SALT));
        byte[] packet = hex("81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
                + "deadbeef deadbeef deadbeef deadbeef deadbeef");
        byte[] protectedPacket = hex("81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d"
                + "c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872 45d9eade 800005d4");

        assertThat(cipher.protectRtcp(packet, packet.length, 0x5d4)).isEqualTo(protectedPacket);
        assertThat(cipher.indexOf(protectedPacket, protectedPacket.length)).isEqualTo(0x5d4);
        assertThat(cipher.unprotectRtcp(protectedPacket, protectedPacket.length))
                .isEqualTo(packet.length);
    }
}
