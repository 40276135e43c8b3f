package media.kern.rtmp.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmfTest {
    private static List<AmfValue> read(String hex) throws AmfException {
        return AmfReader.readAll(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @Test
    void readsWhatItWrites() throws AmfException {
        List<AmfValue> values = List.of(
                AmfValue.of("connect"),
                AmfValue.of(1.5),
                new AmfValue.Bool(true),
                AmfValue.Nothing.NULL,
                AmfValue.Nothing.UNDEFINED,
                AmfValue.object().with("app", "live").with("n", 3).build(),
                AmfValue.object().with("width", 1920).buildArray(),
                new AmfValue.StrictArray(List.of(AmfValue.of("*"), AmfValue.of(2))),
                new AmfValue.Date(1e12),
                AmfValue.of("x".repeat(70_000)));
        ByteBuf written = Unpooled.buffer();
        AmfWriter.write(written, values);

        assertThat(AmfReader.readAll(written)).isEqualTo(values);
    }

    @Test
    void writesObjectsAsTheSpecificationSays() {
        ByteBuf written = Unpooled.buffer();
        AmfWriter.write(written, AmfValue.object().with("a", 0).build());

        assertThat(ByteBufUtil.hexDump(written)).isEqualTo("03" + "000161" + "000000000000000000" + "000009");
    }

    @Test
    void readsAmf3ThatACommandSwitchesTo() throws AmfException {
        assertThat(read("11 0a 0b 01 07617070 06 096c697665 01"))
                .containsExactly(AmfValue.object().with("app", "live").build());
        assertThat(read("11 04 ffffffff 11 03 11 09 05 01 04 01 04 02"))
                .containsExactly(
                        AmfValue.of(-1),
                        new AmfValue.Bool(true),
                        new AmfValue.StrictArray(List.of(AmfValue.of(1), AmfValue.of(2))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00 00", "02 0005 61", "03 0001 61", "08 00000001 0001 61 05", "0c ffffffff 61", "04", "11 0a 07"
            })
    void refusesWhatIsCutOffOrUnknown(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(AmfException.class);
    }

    @Test
    void believesNoCountThatTheBytesCannotHold() {
        assertThatThrownBy(() -> read("0a 7fffffff 05"))
                .isInstanceOf(AmfException.class)
                .hasMessageContaining("2147483647 values in 1 bytes");
        assertThatThrownBy(() -> read("11 09 ffffffff 01")).isInstanceOf(AmfException.class);
    }

    @Test
    void boundsNesting() {
        assertThatThrownBy(() -> read("0a00000001".repeat(40) + "05"))
                .isInstanceOf(AmfException.class)
                .hasMessageContaining("nested deeper than 32");
    }

    @Test
    void boundsTheNumberOfValues() {
        assertThatThrownBy(() -> read("05".repeat(5000)))
                .isInstanceOf(AmfException.class)
                .hasMessageContaining("more than 4096");
    }

    /** Two bytes each: only the sum is large. */
    @Test
    void boundsTheTextThatReferencesRepeat() {
        String text = "06 c001" + "61".repeat(4096);
        String references = "0600".repeat(1000);

        assertThatThrownBy(() -> read("11 09 8f53 01" + text + references))
                .isInstanceOf(AmfException.class)
                .hasMessageContaining("bytes of text");
    }
}
