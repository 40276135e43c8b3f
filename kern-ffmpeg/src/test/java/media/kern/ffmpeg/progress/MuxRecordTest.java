package media.kern.ffmpeg.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MuxRecordTest {
    private static @Nullable MuxRecord parse(String text) {
        byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.UTF_8);
        return MuxRecord.parse(bytes, 2, bytes.length - 4);
    }

    @Test
    void readsAPacket() {
        assertThat(parse("0 1 185")).isEqualTo(new MuxRecord(0, 1, 185, false));
        assertThat(parse("12 3 0 K")).isEqualTo(new MuxRecord(12, 3, 0, true));
        assertThat(parse("12 3 99999999 N")).isEqualTo(new MuxRecord(12, 3, 99999999, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1 2",
                "1 2 ",
                "a 2 3",
                "1  2 3",
                "1 2 3K",
                "-1 2 3",
                "1 -2 3",
                "1000001 2 3",
                "1 1000001 3",
                "99999999999999999999 1 1",
                "1 1 99999999999999999999",
                "1 2 x"
            })
    void refusesWhatIsNone(String text) {
        assertThat(parse(text)).isNull();
    }

    @Test
    void asksForKeyframesWhereTheyAreTold() {
        assertThat(MuxRecord.format(false)).isEqualTo("\u001e{fidx} {sidx} {size}");
        assertThat(MuxRecord.format(true)).isEqualTo("\u001e{fidx} {sidx} {size} {key}");
    }
}
