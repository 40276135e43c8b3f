package media.kern.webrtc.ice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class CandidateFuzzTest {

    /** What is taken can be connected to, and written and read again; nothing is looked up. */
    @FuzzTest
    void takesALiteralAddressOrNothing(byte[] data) {
        Candidate.parse(new String(data, UTF_8)).ifPresent(candidate -> {
            assertThat(candidate.priority()).isBetween(0L, 0x7FFFFFFFL);
            assertThat(candidate.address().isUnresolved()).isFalse();
            Candidate again = Candidate.parse(candidate.toSdp()).orElseThrow();
            assertThat(again.address()).isEqualTo(candidate.address());
            assertThat(again.type()).isEqualTo(candidate.type());
            assertThat(again.transport()).isEqualTo(candidate.transport());
        });
    }
}
