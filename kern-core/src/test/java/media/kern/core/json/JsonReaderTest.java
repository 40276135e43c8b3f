package media.kern.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static byte[] bytes(String document) {
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object any(String document) throws JsonException {
        return JsonReader.<@Nullable Object>read(bytes(document), JsonReader::any);
    }

    /** One value of each kind, as a configuration would hold it. */
    private static final class Values {
        String text = "old";
        boolean bool = true;
        long whole = -7;
        long unsigned = 7;
        double number = 1.5;
        List<String> texts = List.of("old");
        List<String> names = new ArrayList<>();

        Values read(String document) throws JsonException {
            return JsonReader.read(bytes(document), in -> {
                in.object("api.Values", this::field);
                return this;
            });
        }

        private void field(String name, JsonReader in) throws JsonException {
            names.add(name);
            switch (name) {
                case "text" -> text = in.string(text);
                case "bool" -> bool = in.bool(bool);
                case "whole" -> whole = in.int64(whole);
                case "unsigned" -> unsigned = in.uint64(unsigned);
                case "number" -> number = in.float64(number);
                case "texts" -> texts = in.strings();
                case "inner" -> in.object("api.Inner", this::field);
                default -> in.skip();
            }
        }
    }

    @Test
    void decodesOverTheCurrentValues() throws Exception {
        Values values = new Values().read("{\"number\":2,\"inner\":{\"text\":\"new\"}}");

        assertThat(values.number).isEqualTo(2);
        assertThat(values.text).isEqualTo("new");
        assertThat(values.bool).isTrue();
        assertThat(values.whole).isEqualTo(-7);
        assertThat(values.texts).containsExactly("old");
    }

    @Test
    void nullKeepsScalarsAndObjectsAndEmptiesLists() throws Exception {
        Values values = new Values()
                .read("{\"text\":null,\"bool\":null,\"whole\":null,\"unsigned\":null,\"number\":null,\"texts\":null,"
                        + "\"inner\":null}");

        assertThat(values.text).isEqualTo("old");
        assertThat(values.bool).isTrue();
        assertThat(values.whole).isEqualTo(-7);
        assertThat(values.unsigned).isEqualTo(7);
        assertThat(values.number).isEqualTo(1.5);
        assertThat(values.texts).isEmpty();
    }

    @Test
    void nullAsTheWholeDocumentIsAnEmptyObject() throws Exception {
        assertThat(new Values().read("null").names).isEmpty();
    }

    @Test
    void namesMatchInAnyCaseAndTheLastOfTwoWins() throws Exception {
        Values values = new Values().read("{\"TEXT\":\"a\",\"Text\":\"b\"}");

        assertThat(values.text).isEqualTo("b");
    }

    @Test
    void unknownFieldsAreIgnoredWhateverTheyHold() throws Exception {
        assertThat(new Values().read("{\"x\":{\"text\":[1,{\"bool\":3}]},\"y\":[[]],\"z\":1e999,\"bool\":false}").bool)
                .isFalse();
    }

    @Test
    void keysOfMapsKeepTheirCase() throws Exception {
        assertThat(JsonReader.read(bytes("{\"A\":\"1\",\"a\":null}"), JsonReader::stringMap))
                .isEqualTo(Map.of("A", "1", "a", ""));
    }

    @Test
    void listElementsAreDecodedOverThoseAtTheirPosition() throws Exception {
        List<String> merged = JsonReader.read(
                bytes("[null,\"y\",null]"),
                in -> in.list(
                        "[]string",
                        List.of("a", "b"),
                        (value, current) -> value.string(current == null ? "new" : current)));

        assertThat(merged).containsExactly("a", "y", "new");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "18446744073709551615, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
        "9223372036854775807, 9223372036854775807",
    })
    void unsignedNumbersHave64Bits(String text, long value) throws Exception {
        assertThat(new Values().read("{\"unsigned\":" + text + "}").unsigned).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"unsigned":-1}                   | uint64   | unsigned
            {"unsigned":1.5}                  | uint64   | unsigned
            {"unsigned":1.0}                  | uint64   | unsigned
            {"unsigned":1e3}                  | uint64   | unsigned
            {"unsigned":18446744073709551616} | uint64   | unsigned
            {"unsigned":"1"}                  | uint64   | unsigned
            {"whole":9223372036854775808}     | int64    | whole
            {"number":1e999}                  | float64  | number
            {"number":"1"}                    | float64  | number
            {"text":1}                        | string   | text
            {"text":{}}                       | string   | text
            {"bool":"true"}                   | bool     | bool
            {"bool":0}                        | bool     | bool
            {"texts":"x"}                     | []string | texts
            {"texts":[1]}                     | string   | texts
            {"inner":[]}                      | api.Inner | inner
            {"Inner":{"Text":1}}              | string   | Inner.Text
            []                                | api.Values | ''
            1                                 | api.Values | ''
            """)
    void namesTheExpectedTypeAndThePath(String document, String type, String path) {
        assertThatThrownBy(() -> new Values().read(document))
                .isInstanceOf(JsonException.class)
                .hasMessageMatching(
                        "\\Qexpect type '" + type + "' for '" + path + "' at line 1, character \\E\\d+: .+");
    }

    @Test
    void namesTheLineOfAWrongType() {
        assertThatThrownBy(() -> new Values().read("{\n  \"bool\": true,\n  \"text\": 1\n}"))
                .hasMessageStartingWith("expect type 'string' for 'text' at line 3, character 11: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "\"abc",
                "\"abc\\",
                "[1",
                "[1,",
                "tru",
                "-",
                " ",
                "\n"
            })
    void unfinishedDocumentsAreSyntaxErrors(String document) {
        assertThatThrownBy(() -> any(document))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("syntax error at line ");
    }

    @Test
    void saysThatTheDocumentEndsTooEarly() {
        assertThatThrownBy(() -> any(""))
                .hasMessage("syntax error at line 1, character 0: unexpected end of JSON input");
        assertThatThrownBy(() -> any("{"))
                .hasMessageStartingWith("syntax error at line 1, character ")
                .hasMessageEndingWith(": unexpected end of JSON input");
        assertThatThrownBy(() -> any("{\n  \"version\": 3,\n"))
                .hasMessageStartingWith("syntax error at line 3, character ")
                .hasMessageEndingWith(": unexpected end of JSON input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":[{\"address\":\"x\",}]}",
                "{'a':1}",
                "{a:1}",
                "[1,]",
                "[,1]",
                "{\"a\" 1}",
                "01",
                "+1",
                ".5",
                "1.",
                "0x10",
                "NaN",
                "Infinity",
                "True",
                "nul",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12\"",
                "// comment\n1",
                "/* comment */ 1",
                "# 1",
                "1;",
                "\uFEFF{}"
            })
    void whatIsNotJsonIsASyntaxError(String document) {
        assertThatThrownBy(() -> any(document))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("syntax error at line 1, character ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"version": 3} x | x
            {} trailing      | t
            1 2              | 2
            [] ]             | ]
            {}{}             | {
            "a" "b"          | "
            null,            | ,
            """)
    void nothingMayFollowTheValue(String document, String character) {
        assertThatThrownBy(() -> any(document))
                .isInstanceOf(JsonException.class)
                .hasMessageMatching("\\Qsyntax error at line 1, character \\E\\d+" + "\\Q: invalid character '"
                        + character + "' after top-level value\\E");
    }

    @Test
    void namesTheLineOfAMissingComma() {
        assertThatThrownBy(() -> any("{\n  \"version\": 3,\n  \"id\": \"x\"\n  \"name\": \"y\"\n}"))
                .hasMessageStartingWith("syntax error at line 4, character ");
    }

    @Test
    void anyNumberIsADouble() throws Exception {
        assertThat(any("[0,1.50,12345678901234567890,1e21,-0.0]"))
                .isEqualTo(List.of(0.0, 1.5, 1.2345678901234567E19, 1e21, -0.0));
        assertThatThrownBy(() -> any("1e999")).hasMessageStartingWith("expect type 'float64' for ''");
    }

    @Test
    void anyMapIsSortedByKey() throws Exception {
        assertThat(any("{\"b\":1,\"a\":{\"d\":null,\"c\":[]},\"b\":2}")).hasToString("{a={c=[], d=null}, b=2.0}");
    }

    @Test
    void textsThatCannotBeWrittenAgainAreRepaired() throws Exception {
        assertThat(any("\"\\ud800x\"")).isEqualTo("\uFFFDx");
        assertThat(any("\"\\ud83d\\ude00\"")).isEqualTo("😀");
        assertThat(JsonReader.<@Nullable Object>read(new byte[] {'"', (byte) 0xFF, '"'}, JsonReader::any))
                .isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsRefusedNotFollowed(String open) {
        assertThatThrownBy(() -> any(open.repeat(100_000)))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith("syntax error at line 1, character ");
    }

    @Test
    void longNumbersAreRefused() {
        assertThatThrownBy(() -> any("1".repeat(100_000))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> new Values().read("{\"whole\":" + "1".repeat(100_000) + "}"))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void aByteOrderDoesNotMakeItAnotherEncoding() {
        assertThatThrownBy(() ->
                        JsonReader.<@Nullable Object>read("{}".getBytes(StandardCharsets.UTF_16BE), JsonReader::any))
                .isInstanceOf(JsonException.class);
    }
}
