package media.kern.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTagTest {
    /** Hexadecimal, with a FourCC written as {@code 'hvc1'}. */
    private static ByteBuf bytes(String text) {
        ByteBuf out = Unpooled.buffer();
        String[] parts = text.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            byte[] part = i % 2 == 1
                    ? parts[i].getBytes(StandardCharsets.US_ASCII)
                    : HexFormat.of().parseHex(parts[i].replace(" ", ""));
            out.writeBytes(part);
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "17 00 000000 01, CONFIGURATION, H264, false",
        "17 01 000000 aa, MEDIA, H264, true",
        "27 01 000000 aa, MEDIA, H264, false",
        "17 02 000000, IGNORED, H264, false",
        "1c 00 000000 01, CONFIGURATION, HEVC, false",
        "1c 01 000000 aa, MEDIA, HEVC, true",
        "22 aa, MEDIA, FLV1, false",
        "90 \"hvc1\" 01, CONFIGURATION, HEVC, false",
        "91 \"hvc1\" 000000 aa, MEDIA, HEVC, true",
        "a1 \"avc1\" 000000 aa, MEDIA, H264, false",
        "93 \"hvc1\" aa, MEDIA, HEVC, true",
        "91 \"av01\" aa, MEDIA, AV1, true",
        "95 \"av01\" aa, CONFIGURATION, AV1, false",
        "90 \"vp09\" aa, CONFIGURATION, VP9, false",
        "94 \"hvc1\" aa, CONFIGURATION, HEVC, false",
        "92 \"hvc1\", IGNORED, HEVC, false",
        "96 01 \"av01\" 02 aa, MEDIA, AV1, true",
        "96 00 \"av01\" 02 aa, CONFIGURATION, AV1, false",
        "96 21 \"av01\" 00 000001 aa, MEDIA, AV1, true",
        "97 02 000000 01 \"av01\" aa, MEDIA, AV1, true",
    })
    void readsVideo(String text, TagRole role, String codec, boolean keyframe) throws FlvException {
        MediaTag tag = VideoTag.parse(bytes(text.replace('"', '\'')));

        assertThat(tag.role()).isEqualTo(role);
        assertThat(tag.codecName()).isEqualTo(codec);
        assertThat(tag.codec()).isPresent();
        assertThat(tag.keyframe()).isEqualTo(keyframe);
    }

    @ParameterizedTest
    @CsvSource({
        "af 00 1210, CONFIGURATION, AAC",
        "af 01 aa, MEDIA, AAC",
        "2f aa, MEDIA, MP3",
        "b0 aa, MEDIA, SPEEX",
        "90 \"Opus\" aa, CONFIGURATION, OPUS",
        "91 \"Opus\" aa, MEDIA, OPUS",
        "91 \"fLaC\" aa, MEDIA, FLAC",
        "91 \"ac-3\" aa, MEDIA, AC3",
        "91 \"ec-3\" aa, MEDIA, EAC3",
        "91 \"mp4a\" aa, MEDIA, AAC",
        "94 \"Opus\" 01 02, CONFIGURATION, OPUS",
        "95 01 \"Opus\" 01 aa, MEDIA, OPUS",
        "95 00 \"Opus\" 01 aa, CONFIGURATION, OPUS",
        "92 \"Opus\", IGNORED, OPUS",
    })
    void readsAudio(String text, TagRole role, String codec) throws FlvException {
        MediaTag tag = AudioTag.parse(bytes(text.replace('"', '\'')));

        assertThat(tag.role()).isEqualTo(role);
        assertThat(tag.codecName()).isEqualTo(codec);
        assertThat(tag.keyframe()).isFalse();
    }

    @Test
    void tellsConfigurationsOfTracksApart() throws FlvException {
        int plain = AudioTag.parse(bytes("90 'Opus' aa")).slot();
        int first = AudioTag.parse(bytes("95 00 'Opus' 01 aa")).slot();
        int second = AudioTag.parse(bytes("95 00 'Opus' 02 aa")).slot();
        int layout = AudioTag.parse(bytes("94 'Opus' 01 02")).slot();

        assertThat(new int[] {plain, first, second, layout}).doesNotHaveDuplicates();
    }

    @Test
    void namesWhatItDoesNotKnow() throws FlvException {
        assertThat(VideoTag.parse(bytes("91 'abcd' aa")).codecName()).isEqualTo("abcd");
        assertThat(VideoTag.parse(bytes("91 'abcd' aa")).codec()).isEmpty();
        assertThat(AudioTag.parse(bytes("c0 aa")).codecName()).isEqualTo("FLV audio format 12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "57 01 000000", "d1 'hvc1' aa"})
    void ignoresWhatIsNoPicture(String text) throws FlvException {
        assertThat(VideoTag.parse(bytes(text)).role()).isEqualTo(TagRole.IGNORED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17",
                "17 01 0000",
                "91",
                "91 'hv'",
                "91 'hvc1' 0000",
                "96",
                "96 00 'av01'",
                "97 05 00",
                "97 ff 00"
            })
    void refusesVideoThatIsCutOff(String text) {
        assertThatThrownBy(() -> VideoTag.parse(bytes(text))).isInstanceOf(FlvException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"af", "91 'Op'", "95", "95 00 'Opus'", "97 00"})
    void refusesAudioThatIsCutOff(String text) {
        assertThatThrownBy(() -> AudioTag.parse(bytes(text))).isInstanceOf(FlvException.class);
    }
}
