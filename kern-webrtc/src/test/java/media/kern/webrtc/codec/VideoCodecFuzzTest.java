package media.kern.webrtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

class VideoCodecFuzzTest {

    /** What a packet tells depends on nothing but its payload, however short it is. */
    @FuzzTest
    void looksAtThePayloadOnly(byte[] data) {
        byte[] between = new byte[data.length + 8];
        Arrays.fill(between, (byte) 0xFF);
        System.arraycopy(data, 0, between, 4, data.length);
        for (VideoCodec codec : VideoCodec.values()) {
            assertThat(codec.startsKeyframe(between, 4, data.length))
                    .isEqualTo(codec.startsKeyframe(data, 0, data.length));
        }
        if (data.length > 0) {
            assertThat(H264Payload.profileLevelId(between, 4, data.length))
                    .isEqualTo(H264Payload.profileLevelId(data, 0, data.length));
        }
        byte[] advanced = data.clone();
        Vp8Payload.advancePictureId(advanced, 0, advanced.length, 1);
        assertThat(VideoCodec.VP8.startsKeyframe(advanced, 0, advanced.length))
                .isEqualTo(VideoCodec.VP8.startsKeyframe(data, 0, data.length));
    }
}
