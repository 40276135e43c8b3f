package media.kern.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessListTest {
    @Test
    void emptyListAcceptsAll() throws Exception {
        assertThat(AccessList.acceptingAll().accepts("foobar")).isTrue();
        assertThat(AccessList.compile("input", List.of(" ", ""), List.of()).accepts("foobar"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"rtmp://, true", "rtmps://x, true", "http://, false", "srt://, false", "RTMP://, false"})
    void blocksFirstThenAllows(String address, boolean accepted) throws Exception {
        AccessList list = AccessList.compile("input", List.of(" ^rtmps?:// "), List.of("^https?://"));
        assertThat(list.accepts(address)).isEqualTo(accepted);
    }

    @Test
    void blockWinsOverAllow() throws Exception {
        assertThat(AccessList.compile("input", List.of("x"), List.of("y")).accepts("xy"))
                .isFalse();
    }

    @Test
    void namesInvalidExpressions() {
        assertThatThrownBy(() -> AccessList.compile("input", List.of("(a"), List.of()))
                .isInstanceOf(AccessExpressionException.class)
                .hasMessageStartingWith("input address validator: invalid allow expression: '(a' (");
        assertThatThrownBy(() -> AccessList.compile("output", List.of(), List.of("[")))
                .isInstanceOf(AccessExpressionException.class)
                .hasMessageStartingWith("output address validator: invalid block expression: '[' (");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            ^a$ a true
            ^(?P<my_name>a)(?<b>b)$ ab true
            ^[[:alpha:]]+$ abc true
            ^[[:alpha:]]+$ ab1 false
            ^[[:^alpha:]]+$ 123 true
            ^[[:word:]]+$ a_1 true
            ^[[:^word:]]+$ a false
            ^[[a]$ [ true
            ^[]a]$ ] true
            ^[^]a]$ b true
            ^[^]a]$ ] false
            ^[a&&b]$ & true
            ^{memfs}$ {memfs} true
            ^a{2}$ aa true
            ^a{2,}$ aaa true
            ^a{,2}$ a{,2} true
            ^\\Q[$\\E$ [$ true
            ^\\Q[$ [$ true
            ^\\$$ $ true
            (?i)^\u00c4$ \u00e4 true
            """)
    void readsTheDialectOfTheReference(String expression, String text, boolean matches) throws Exception {
        assertThat(AccessList.compile("input", List.of(expression), List.of()).accepts(text))
                .isEqualTo(matches);
    }

    @Test
    void lineEndsDoNotHideAnAddress() throws Exception {
        AccessList allow = AccessList.compile("input", List.of("^http://good$"), List.of());
        assertThat(allow.accepts("http://good\n")).isFalse();
        AccessList block = AccessList.compile("input", List.of(), List.of("^http.*evil"));
        assertThat(block.accepts("http\r\u2028evil")).isFalse();
        AccessList lines = AccessList.compile("input", List.of("(?m)^b$"), List.of());
        assertThat(lines.accepts("a\nb\nc")).isTrue();
    }

    @RepeatedTest(20)
    void anyExpressionCompilesOrIsRefused(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String alphabet = "ab[]^&-:$(){}1,\\\\QEP?<>*+|.pm";
        for (int i = 0; i < 1000; i++) {
            String expression = random.ints(1 + random.nextInt(15), 0, alphabet.length())
                    .mapToObj(index -> alphabet.substring(index, index + 1))
                    .collect(Collectors.joining());
            try {
                assertThat(AccessList.compile("input", List.of(expression), List.of()))
                        .isNotNull();
            } catch (AccessExpressionException e) {
                assertThat(e).hasMessageStartingWith("input address validator: invalid allow expression");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"^(a+)+$", "^(a|aa)+$", "(.*)*x"})
    @Timeout(30)
    void rejectsWhatTakesTooManySteps(String expression) throws Exception {
        AccessList block = AccessList.compile("input", List.of(), List.of(expression));
        assertThat(block.accepts("a".repeat(5000) + "b")).isFalse();
    }

    @Test
    void rejectsWhatIsTooDeepForTheStack() throws Exception {
        AccessList allow = AccessList.compile("input", List.of("^(a|b)*$"), List.of());
        assertThat(allow.accepts("ab")).isTrue();
        assertThat(allow.accepts("ab".repeat(30_000))).isFalse();
    }

    @Test
    void rejectsTooLongAddresses() {
        assertThat(AccessList.acceptingAll().accepts("a".repeat(AccessList.MAX_LENGTH)))
                .isTrue();
        assertThat(AccessList.acceptingAll().accepts("a".repeat(AccessList.MAX_LENGTH + 1)))
                .isFalse();
    }
}
