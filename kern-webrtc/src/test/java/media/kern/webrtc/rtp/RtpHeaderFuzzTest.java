package media.kern.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class RtpHeaderFuzzTest {
    /** Header and payload are within the packet, whatever it says. */
    @FuzzTest
    void staysWithinThePacket(byte[] data) {
        RtpHeader.parse(data, 0, data.length).ifPresent(header -> {
            assertThat(header.length()).isBetween(12, data.length);
            assertThat(header.payloadLength()).isBetween(0, data.length - header.length());
            assertThat(header.payloadType()).isBetween(0, 127);
        });
    }
}
