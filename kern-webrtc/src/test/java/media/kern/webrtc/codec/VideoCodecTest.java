package media.kern.webrtc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoCodecTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        // H.264: a single unit, an aggregate (STAP-A), a fragment (FU-A)
        "H264, 65 88, true",
        "H264, 67 42e01f, true",
        "H264, 41 9a, false",
        "H264, 68 ce, false",
        "H264, 06 05, false",
        "H264, 78 0004 6742e01f 0002 68ce, true",
        "H264, 78 0002 09f0 0002 6588, true",
        "H264, 78 0002 09f0 0002 419a, false",
        "H264, 78 0000 0002 6588, true",
        "H264, 78 00ff 6588, false",
        "H264, 7c 85 88, true",
        "H264, 7c 05 88, false",
        "H264, 7c 45 88, false",
        "H264, 7c 81 9a, false",
        "H264, 7c, false",
        // H.265
        "H265, 2601 af, true",
        "H265, 2801 af, true",
        "H265, 2a01 af, true",
        "H265, 4001 0c, true",
        "H265, 4201 01, true",
        "H265, 4401 c1, false",
        "H265, 0201 d0, false",
        "H265, 6001 0003 440101 0003 2601af, true",
        "H265, 6001 0003 440101 0003 0201d0, false",
        "H265, 6201 93 af, true",
        "H265, 6201 13 af, false",
        "H265, 6201 81 af, false",
        "H265, 26, false",
        // VP8: descriptor, then the frame, whose lowest bit is 0 for a keyframe
        "VP8, 10 00, true",
        "VP8, 10 01, false",
        "VP8, 00 00, false",
        "VP8, 11 00, false",
        "VP8, 90 80 05 00, true",
        "VP8, 90 80 8005 00, true",
        "VP8, 90 80 8005 01, false",
        "VP8, 90 f0 8005 01 20 00, true",
        "VP8, 90 f0 8005 01 20 01, false",
        "VP8, 90 80 80, false",
        "VP8, 10, false",
        // VP9
        "VP9, 08 82, true",
        "VP9, 08 86, false",
        "VP9, 48 82, false",
        "VP9, 00 82, false",
        "VP9, 0a 00, true",
        "VP9, 88 05 82, true",
        "VP9, 88 8005 82, true",
        "VP9, 88 8005 86, false",
        "VP9, a8 05 00 01 82, true",
        "VP9, b8 05 00 82, true",
        "VP9, 08 b0, true",
        "VP9, 08 b2, false",
        "VP9, 08 8a, false",
        "VP9, 08, false",
        // AV1: the N bit, and not in the middle of an element
        "AV1, 08 0a, true",
        "AV1, 18 0a, true",
        "AV1, 88 0a, false",
        "AV1, 10 32, false",
        "AV1, 08, false"
    })
    void tellsWhereAKeyframeBegins(VideoCodec codec, String payload, boolean keyframe) {
        byte[] bytes = hex("ffff" + payload);

        assertThat(codec.startsKeyframe(bytes, 2, bytes.length - 2)).isEqualTo(keyframe);
    }

    @ParameterizedTest
    @CsvSource({
        "67 64001f ac, 0x64001f",
        "78 0002 09f0 0005 6742c01eff, 0x42c01e",
        "67 6400, -1",
        "78 0003 676400, -1",
        "65 64001f, -1"
    })
    void findsTheProfileOfH264(String payload, int id) {
        byte[] bytes = hex(payload);

        assertThat(H264Payload.profileLevelId(bytes, 0, bytes.length))
                .isEqualTo(id < 0 ? OptionalInt.empty() : OptionalInt.of(id));
    }

    @ParameterizedTest
    @CsvSource({
        "0x42e01f, CONSTRAINED_BASELINE",
        "0x42c01f, CONSTRAINED_BASELINE",
        "0x42001f, BASELINE",
        "0x4d001f, MAIN",
        "0x4d801f, CONSTRAINED_BASELINE",
        "0x58c01f, CONSTRAINED_BASELINE",
        "0x58001f,",
        "0x640c1f, CONSTRAINED_HIGH",
        "0x64001f, HIGH",
        "0x6e001f,",
        "0xf4001f,"
    })
    void knowsTheProfilesOfBrowsers(int id, H264Profile profile) {
        assertThat(H264Profile.of(id).orElse(null)).isEqualTo(profile);
    }

    @ParameterizedTest
    @CsvSource({"9080 05 00, 9080 08 00", "9080 7e 00, 9080 01 00", "9080 ffff 00, 9080 8002 00", "1000 0000, 1000 0000"
    })
    void countsPicturesOfVp8On(String before, String after) {
        byte[] bytes = hex(before);
        Vp8Payload.advancePictureId(bytes, 0, bytes.length, 3);

        assertThat(bytes).isEqualTo(hex(after));
    }

    @Test
    void findsACodecByItsName() {
        assertThat(VideoCodec.named("h264")).hasValue(VideoCodec.H264);
        assertThat(VideoCodec.named("rtx")).isEmpty();
    }
}
