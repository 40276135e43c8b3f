package media.kern.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {
    private static String compact(@Nullable Object value) {
        return new String(JsonOutput.compact(out -> JsonOutput.any(out, value)), StandardCharsets.UTF_8);
    }

    private static String written(JsonOutput.Content content) {
        return new String(JsonOutput.compact(content), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-1, -1",
        "10, 10",
        "100, 100",
        "1.50, 1.5",
        "0.1, 0.1",
        "10.5, 10.5",
        "1.3073748016113695, 1.3073748016113695",
        "12345678901234567890, 12345678901234567000",
        "123456789012345678901, 123456789012345680000",
        "9007199254740993, 9007199254740992",
        "1e20, 100000000000000000000",
        "999999999999999900000, 999999999999999900000",
        "1e21, 1e+21",
        "1.5e21, 1.5e+21",
        "-1.5e21, -1.5e+21",
        "1e100, 1e+100",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.000001, 0.000001",
        "0.0000015, 0.0000015",
        "1e-7, 1e-7",
        "1.5e-7, 1.5e-7",
        "-1e-7, -1e-7",
        "1e-10, 1e-10",
        "1e-100, 1e-100",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
    })
    void writesNumbersAsClientsKnowThem(double number, String text) {
        assertThat(JsonOutput.shortest(number)).isEqualTo(text);
        assertThat(compact(number)).isEqualTo(text);
    }

    @Test
    void everyNumberReadsBackAsItself() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String text = JsonOutput.shortest(number);
                assertThat(Double.parseDouble(text)).isEqualTo(number);
                assertThat(text).matches("-?(0|[1-9]\\d*)(\\.\\d+)?(e[+-]\\d+)?");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "28, 28, 28.000",
        "0, 0, 0.000",
        "3.5, 3.500, 3.500",
        "21.3333333, 21.333, 21.333",
        "-3.5, -3.500, -3.500",
        "0.0004, 0.000, 0.000",
        "-0.0004, 0.000, 0.000",
        "-12, -12, -12.000",
        "NaN, 0.000, 0.000",
        "Infinity, 0.000, 0.000",
    })
    void writesThreeDecimals(double number, String num3, String fix3) {
        assertThat(written(out -> {
                    out.writeStartObject();
                    JsonOutput.num3(out, "num3", number);
                    JsonOutput.fix3(out, "fix3", number);
                    out.writeEndObject();
                }))
                .isEqualTo("{\"num3\":" + num3 + ",\"fix3\":" + fix3 + "}");
    }

    @Test
    void escapesWhatHtmlAndJavaScriptWouldMisread() {
        assertThat(compact("<a href=\"x\">&\u2028\u2029</a>"))
                .isEqualTo("\"\\u003ca href=\\\"x\\\"\\u003e\\u0026\\u2028\\u2029\\u003c/a\\u003e\"");
        assertThat(compact(Map.of("<k>", 1.0))).isEqualTo("{\"\\u003ck\\u003e\":1}");
    }

    @Test
    void escapesControlCharactersInLowerCase() {
        assertThat(compact("\n\r\t\\\"\u001f\u0000")).isEqualTo("\"\\n\\r\\t\\\\\\\"\\u001f\\u0000\"");
    }

    @Test
    void writesOtherCharactersAsTheyAre() {
        assertThat(compact("ü/€/😀/\u007f'")).isEqualTo("\"ü/€/😀/\u007f'\"");
    }

    @Test
    void writesAnyValue() {
        Map<String, Object> value = new TreeMap<>(Map.of("b", List.of(true, "x", 1.0), "a", Map.of()));

        assertThat(compact(value)).isEqualTo("{\"a\":{},\"b\":[true,\"x\",1]}");
        assertThat(compact(null)).isEqualTo("null");
        assertThat(compact(42L)).isEqualTo("42");
    }

    @Test
    void indentsOneValuePerLine() {
        byte[] document = JsonOutput.indented(
                4,
                out -> JsonOutput.any(
                        out, new TreeMap<>(Map.of("a", List.of(1.0, 2.0), "b", Map.of(), "c", List.of()))));

        assertThat(new String(document, StandardCharsets.UTF_8)).isEqualTo("""
                {
                    "a": [
                        1,
                        2
                    ],
                    "b": {},
                    "c": []
                }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,2.5,{\"b\":null}],\"c\":\"<ü>\"}", "[]", "\"\"", "1e+21", "false", "null"})
    void whatWasWrittenIsReadAndWrittenTheSame(String document) throws Exception {
        Object value = JsonReader.<@Nullable Object>read(document.getBytes(StandardCharsets.UTF_8), JsonReader::any);
        String written = compact(value);
        Object again = JsonReader.<@Nullable Object>read(written.getBytes(StandardCharsets.UTF_8), JsonReader::any);

        assertThat(compact(again)).isEqualTo(written);
    }
}
