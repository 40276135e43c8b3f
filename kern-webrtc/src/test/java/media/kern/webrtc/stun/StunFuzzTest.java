package media.kern.webrtc.stun;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class StunFuzzTest {
    private static final StunKey KEY = new StunKey("VOkJxbRl1RmTxUk/WvJxBt");

    /** No datagram makes the parser or a question fail, and none is from somebody who does not know the key. */
    @FuzzTest
    void readsOrRefusesAnyDatagram(byte[] data) {
        StunMessage.parse(data, data.length).ifPresent(message -> {
            assertThat(message.username().orElse("").length()).isLessThanOrEqualTo(513);
            assertThat(message.errorCode().orElse(0)).isBetween(0, 955);
            assertThat(message.priority().orElse(0)).isBetween(0L, 0xFFFFFFFFL);
            message.mappedAddress()
                    .ifPresent(address -> assertThat(address.getPort()).isBetween(0, 65535));
            message.transaction();
            message.tieBreaker(StunAttribute.ICE_CONTROLLED);
            message.isFrom(KEY);
        });
    }
}
