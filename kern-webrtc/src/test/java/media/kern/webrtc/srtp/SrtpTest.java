package media.kern.webrtc.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import media.kern.webrtc.rtp.BigEndian;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpTest {
    private static final int HEADER = 12;
    private final Random random = new Random(1);

    private SrtpKeys.Pair keys(SrtpProfile profile) {
        return SrtpKeys.split(profile, bytes(profile.keyingMaterialLength()));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] protect(RtpCipher cipher, int sequence, byte[] payload, int rollover) {
        byte[] packet = new byte[HEADER + payload.length + cipher.tagLength()];
        packet[0] = (byte) 0x80;
        packet[1] = 96;
        BigEndian.put16(packet, 2, sequence);
        BigEndian.put32(packet, 8, 0xCAFEBABE);
        assertThat(cipher.protect(packet, 0, HEADER, payload, 0, payload.length, rollover))
                .isEqualTo(packet.length);
        return packet;
    }

    @ParameterizedTest
    @EnumSource
    void opensWhatItHasProtected(SrtpProfile profile) {
        SrtpKeys keys = keys(profile).server();
        RtpCipher out = keys.rtp();
        RtpCipher in = keys.rtp();
        for (int length : new int[] {0, 1, 15, 16, 17, 1200}) {
            byte[] payload = bytes(length);
            byte[] packet = protect(out, length, payload, 7);

            assertThat(packet).hasSize(HEADER + length + profile.tagLength());
            assertThat(in.unprotect(packet, 0, HEADER, packet.length, 7)).isEqualTo(HEADER + length);
            assertThat(Arrays.copyOfRange(packet, HEADER, HEADER + length)).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @EnumSource
    void knowsHowOftenTheSequenceHasWrapped(SrtpProfile profile) {
        SrtpKeys keys = keys(profile).client();
        byte[] payload = bytes(40);
        byte[] last = protect(keys.rtp(), 65535, payload, 0);
        byte[] first = protect(keys.rtp(), 0, payload, 1);

        assertThat(keys.rtp().unprotect(first.clone(), 0, HEADER, first.length, 0))
                .isNegative();
        assertThat(keys.rtp().unprotect(first, 0, HEADER, first.length, 1)).isPositive();
        assertThat(keys.rtp().unprotect(last, 0, HEADER, last.length, 0)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void repeatsAPacketBitForBit(SrtpProfile profile) {
        RtpCipher cipher = keys(profile).server().rtp();
        byte[] payload = bytes(100);
        byte[] once = protect(cipher, 5, payload, 0);

        assertThat(protect(cipher, 5, payload, 0)).isEqualTo(once);
        protect(cipher, 6, payload, 0);
        assertThat(protect(cipher, 5, payload, 0)).isEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAChangedPacket(SrtpProfile profile) {
        SrtpKeys keys = keys(profile).server();
        RtpCipher in = keys.rtp();
        byte[] packet = protect(keys.rtp(), 5, bytes(20), 0);
        for (int at = 0; at < packet.length; at++) {
            byte[] changed = packet.clone();
            changed[at] ^= 1;
            assertThat(in.unprotect(changed, 0, HEADER, changed.length, 0))
                    .as("byte %d", at)
                    .isNegative();
        }
        for (int length = HEADER; length < packet.length; length++) {
            assertThat(in.unprotect(packet.clone(), 0, HEADER, length, 0)).isNegative();
        }
        assertThat(in.unprotect(packet, 0, HEADER, packet.length, 0)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void refusesPacketsOfTheOtherDirection(SrtpProfile profile) {
        SrtpKeys.Pair keys = keys(profile);
        byte[] packet = protect(keys.server().rtp(), 5, bytes(20), 0);

        assertThat(keys.client().rtp().unprotect(packet, 0, HEADER, packet.length, 0))
                .isNegative();
        assertThat(keys.outgoing(true)).isSameAs(keys.incoming(false));
    }

    @ParameterizedTest
    @EnumSource
    void opensWhatItHasProtectedOfRtcp(SrtpProfile profile) {
        SrtpKeys keys = keys(profile).server();
        RtcpCipher in = keys.rtcp();
        RtcpCipher out = keys.rtcp();
        byte[] packet = bytes(52);
        for (int index : new int[] {0, 1, 65536, Integer.MAX_VALUE}) {
            byte[] wire = out.protectRtcp(packet, packet.length, index);

            assertThat(wire).hasSize(packet.length + out.rtcpOverhead());
            assertThat(in.indexOf(wire, wire.length)).isEqualTo(index);
            assertThat(in.unprotectRtcp(wire, wire.length)).isEqualTo(packet.length);
            assertThat(Arrays.copyOf(wire, packet.length)).isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesChangedOrUnencryptedRtcp(SrtpProfile profile) {
        SrtpKeys keys = keys(profile).server();
        RtcpCipher in = keys.rtcp();
        byte[] wire = keys.rtcp().protectRtcp(bytes(28), 28, 3);
        for (int at = 0; at < wire.length; at++) {
            byte[] changed = wire.clone();
            changed[at] ^= (byte) 0x80; // In the index this is the bit that tells that it is encrypted.
            assertThat(in.unprotectRtcp(changed, changed.length))
                    .as("byte %d", at)
                    .isNegative();
        }
        for (int length = 0; length < wire.length; length++) {
            assertThat(in.unprotectRtcp(wire.clone(), length)).isNegative();
        }
        assertThat(in.unprotectRtcp(wire, wire.length)).isEqualTo(28);
    }

    @Test
    void takesEveryIndexOnce() {
        ReplayWindow window = new ReplayWindow();
        for (long index : new long[] {0, 1, 5, 3, 64, 65, 1000, 990}) {
            assertThat(window.isNew(index)).as("index %d", index).isTrue();
            window.add(index);
            assertThat(window.isNew(index)).as("index %d again", index).isFalse();
        }
        assertThat(window.isNew(937)).isTrue();
        assertThat(window.isNew(936)).as("too old").isFalse();
        assertThat(window.isNew(5)).isFalse();
        assertThat(window.isNew(990)).isFalse();
    }

    @Test
    void notesNothingUntilTold() {
        ReplayWindow window = new ReplayWindow();

        assertThat(window.isNew(9)).isTrue();
        assertThat(window.isNew(9)).isTrue();
    }
}
