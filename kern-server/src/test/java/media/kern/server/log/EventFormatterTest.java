package media.kern.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventFormatterTest {

    private static final Instant TIME = Instant.parse("2009-11-10T23:00:00.987Z");

    record Pair(int a, String b) {}

    @Test
    void writesKeysInOrder() {
        LogEvent event = event(LogLevel.INFO, "hello world", Map.of("foo", "bar", "Zoo", 1, "a", true));

        assertThat(new EventFormatter(false).format(event))
                .isEqualTo("ts=2009-11-10T23:00:00Z level=INFO component=\"test\" msg=\"hello world\""
                        + " Zoo=1 a=true foo=\"bar\"");
    }

    @Test
    void leavesAnEmptyMessageOut() {
        assertThat(new EventFormatter(false).format(event(LogLevel.DEBUG, "", Map.of())))
                .isEqualTo("ts=2009-11-10T23:00:00Z level=DEBUG component=\"test\"");
    }

    @Test
    void quotesKeysThatCouldForgeALine() {
        assertThat(new EventFormatter(false).format(event(LogLevel.INFO, "", Map.of("a\nts=x", 1))))
                .isEqualTo("ts=2009-11-10T23:00:00Z level=INFO component=\"test\" \"a\\nts=x\"=1");
    }

    @Test
    void coloursKeysLevelAndError() {
        String line = new EventFormatter(true).format(event(LogLevel.ERROR, "m", Map.of("error", "bad", "x", 1)));

        assertThat(line.replace('\u001b', '~'))
                .isEqualTo("~[90mts=~[0m2009-11-10T23:00:00Z ~[90mlevel=~[0m~[31m~[5mERROR~[0m"
                        + " ~[90mcomponent=~[0m\"test\" ~[90mmsg=~[0m\"m\""
                        + " ~[90merror=~[0m~[31m\"bad\"~[0m ~[90mx=~[0m1");
        assertThat(new EventFormatter(true).format(event(LogLevel.WARN, "", Map.of())))
                .contains("\u001b[33mWARN\u001b[0m");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("a\"b\\c", "\"a\\\"b\\\\c\""),
                Arguments.of("\n\r\t\u000b\u0007\b\f", "\"\\n\\r\\t\\v\\a\\b\\f\""),
                Arguments.of("\u0000\u001b[31m\u007f", "\"\\x00\\x1b[31m\\x7f\""),
                Arguments.of("ä€😀", "\"ä€😀\""),
                Arguments.of("\u0085\u00a0\u2028\u202e\ufeff", "\"\\u0085\\u00a0\\u2028\\u202e\\ufeff\""),
                Arguments.of("\ud800", "\"\\ud800\""),
                Arguments.of(new String(Character.toChars(0xe0001)), "\"\\U000e0001\""),
                Arguments.of("", "\"\""),
                Arguments.of(null, "null"),
                Arguments.of(42, "42"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                Arguments.of(1.0, "1"),
                Arguments.of(12.5, "12.5"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(1e20, "100000000000000000000"),
                Arguments.of(1e21, "1e+21"),
                Arguments.of(1.5e-7, "1.5e-7"),
                Arguments.of(0.0, "0"),
                Arguments.of(Double.NaN, "\"unsupported value: NaN\""),
                Arguments.of(false, "false"),
                Arguments.of(List.of("<a&b>", 1, List.of()), "[\"\\u003ca\\u0026b\\u003e\",1,[]]"),
                Arguments.of(List.of("\n\u0085\u202eä"), "[\"\\n\\u0085\\u202eä\"]"),
                Arguments.of(new int[] {1, 2}, "[1,2]"),
                Arguments.of(Map.of("k", "v"), "{\"k\":\"v\"}"),
                Arguments.of(new Pair(1, "x"), "{\"a\":1,\"b\":\"x\"}"),
                Arguments.of(LogLevel.WARN, "\"WARN\""),
                Arguments.of(Path.of("/a b"), "\"/a b\""),
                Arguments.of(new IllegalStateException("no\nway"), "\"no\\nway\""),
                Arguments.of(new IllegalStateException(), "\"IllegalStateException\""));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesStringsAndErrorsQuotedAndTheRestAsJson(@Nullable Object value, String expected) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        fields.put("v", new FieldEncoder().encode(value));

        assertThat(new EventFormatter(false).format(new LogEvent(TIME, LogLevel.INFO, "c", "", "", fields)))
                .isEqualTo("ts=2009-11-10T23:00:00Z level=INFO component=\"c\" v=" + expected);
    }

    @Test
    void showsTheReasonIfAValueCannotBeEncoded() {
        Object unprintable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };

        assertThat(new FieldEncoder().encode(unprintable)).isEqualTo(new FieldValue.Text("broken"));
    }

    @Test
    void changesTheLevelOnlyIfTheWholeRuleMatches() {
        LevelRule rule = new LevelRule("foobar", Map.of("foo", Pattern.compile("bar")), LogLevel.WARN);

        assertThat(rule.apply(component("foobar", Map.of("foo", "bar"))).level())
                .isEqualTo(LogLevel.WARN);
        assertThat(rule.apply(component("foobar", Map.of("foo", 1))).level()).isEqualTo(LogLevel.WARN);
        assertThat(rule.apply(component("foobar", Map.of("bar", "foo"))).level())
                .isEqualTo(LogLevel.INFO);
        assertThat(rule.apply(component("foobar", Map.of("foo", "bars"))).level())
                .isEqualTo(LogLevel.INFO);
        assertThat(rule.apply(component("test", Map.of("foo", "bar"))).level()).isEqualTo(LogLevel.INFO);
    }

    private static LogEvent component(String component, Map<String, Object> fields) {
        LogEvent event = event(LogLevel.INFO, "", fields);
        return new LogEvent(event.time(), event.level(), component, "", "", event.fields());
    }

    private static LogEvent event(LogLevel level, String message, Map<String, Object> fields) {
        FieldEncoder encoder = new FieldEncoder();
        SortedMap<String, FieldValue> encoded = new TreeMap<>();
        fields.forEach((key, value) -> encoded.put(key, encoder.encode(value)));
        return new LogEvent(TIME, level, "test", "", message, encoded);
    }
}
