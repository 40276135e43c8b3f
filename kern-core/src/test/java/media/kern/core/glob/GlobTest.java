package media.kern.core.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            **/a/b/**           | /s3/a/b/test.m3u8   | true
            **/a/b/**           | /a/b/test.m3u8      | true
            {/memfs,}/a/b/**    | /a/b/test.m3u8      | true
            {/memfs,}/a/b/**    | /memfs/a/b/x        | true
            {/memfs,}/a/b/**    | /s3/a/b/x           | false
            /*.ts               | /a.ts               | true
            /*.ts               | /a/b.ts             | false
            /**.ts              | /a/b.ts             | true
            /**/*.ts            | /b.ts               | false
            /**/*.ts            | /a/b.ts             | true
            /foo*               | /foobar1            | true
            /foo*               | /foo                | true
            /foo*               | /foo/bar            | false
            /*bar?              | /foobar4            | true
            /*bar?              | /path/foobar2       | false
            /path/*             | /path/foobar2       | true
            /path/*             | /path/to/foobar3    | false
            /path/**            | /path/to/foobar3    | true
            /path/**            | /path/              | true
            /path/**            | /path               | false
            **                  | /any/thing          | true
            *                   | /a                  | false
            /**/x.ts            | /a/b/x.ts           | true
            /**/x.ts            | /x.ts               | true
            /a/**/x.ts          | /a/x.ts             | true
            a**a                | a                   | false
            /[!a]b              | /cb                 | true
            /[!a]b              | /ab                 | false
            /a[/]b              | /a/b                | true
            /a?b                | /a/b                | false
            /\\*                | /*                  | true
            /\\*                | /a                  | false
            {a*,b}c             | axc                 | true
            {a*,b}c             | bc                  | true
            {a*,b}c             | bxc                 | false
            {a,{b,c{d,}}}x      | cdx                 | true
            {a,{b,c{d,}}}x      | cx                  | true
            {a,{b,c{d,}}}x      | dx                  | false
            a}b,c               | a}b,c               | true
            \u00e4\u00f6?       | \u00e4\u00f6\u00fc  | true
            ?                   | \ud83d\ude00        | true
            ??                  | \ud83d\ude00        | false
            [\ud83d\ude00]      | \ud83d\ude00        | true
            ABC                 | abc                 | false
            """)
    void matchesPathsWithSlashAsSeparator(String pattern, String text, boolean matches) throws Exception {
        assertThat(Glob.compile(pattern, '/').matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "foo_*, foo_a/b, true",
        "foo_*, foo_aaa_1, true",
        "foo_*, bar_bbb_2, false",
        "*_bbb_*, bar_bbb_2, true",
        "*_bbb_*, bar_ddd_4, false",
        "a?b, a/b, true",
        "'', '', true",
        "'', a, false",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[!a-c]x, dx, true",
        "[!a-c]x, bx, false",
        "[^a], ^, true",
        "[^a], b, false",
        "[ab-c], -, true",
        "[!!], !, false",
        "'{a,}', '', true",
    })
    void matchesIdsWithoutSeparator(String pattern, String text, boolean matches) throws Exception {
        assertThat(Glob.compile(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void escapesInsideOfClassesAndBraces() throws Exception {
        assertThat(Glob.compile("[\\]a]").matches("]")).isTrue();
        assertThat(Glob.compile("{\\,,\\}}").matches(",")).isTrue();
        assertThat(Glob.compile("{\\,,\\}}").matches("}")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "[]", "[!]", "[a-", "[", "/[a", "[a-cx]", "[z-a]", "{a", "{a,{b}", "a\\", "[a\\"})
    void refusesInvalidPatterns(String pattern) {
        assertThatThrownBy(() -> Glob.compile(pattern, '/'))
                .isInstanceOf(GlobSyntaxException.class)
                .hasMessageContaining(pattern);
    }

    @Test
    void refusesTooLongAndTooDeepPatternsAndNamesTheLimit() {
        assertThatThrownBy(() -> Glob.compile("a".repeat(4097)))
                .isInstanceOf(GlobSyntaxException.class)
                .hasMessageContaining("4097")
                .hasMessageContaining("4096");
        assertThatThrownBy(() -> Glob.compile("{".repeat(33) + "}".repeat(33)))
                .isInstanceOf(GlobSyntaxException.class)
                .hasMessageContaining("32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"**a", "*a", "{a,aa,*}", "{**,*}{a,}", "?*"})
    @Timeout(20)
    void hostilePatternsTakeLinearTime(String part) throws Exception {
        String pattern = part.repeat(Glob.MAX_LENGTH / part.length() - 1) + "b";
        long start = System.nanoTime();
        assertThat(Glob.compile(pattern, '/').matches("a".repeat(500))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    @Timeout(20)
    void hostileNestingTakesLinearTime() throws Exception {
        String pattern = "{a,".repeat(Glob.MAX_LENGTH / 256) + "*" + "}".repeat(Glob.MAX_LENGTH / 256);
        assertThat(Glob.compile(pattern.repeat(60)).matches("a".repeat(2000) + "/"))
                .isTrue();
    }

    @Test
    void tellsWhatAllMatchesStartWith() throws Exception {
        assertThat(Glob.compile("/hls/live_*.ts", '/').literalPrefix()).isEqualTo("/hls/live_");
        assertThat(Glob.compile("/hls/\\*x", '/').literalPrefix()).isEqualTo("/hls/*x");
        assertThat(Glob.compile("**").literalPrefix()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /*.ts               | 1
            /a/b?/[c-d].ts      | 3
            /a[!b]c             | 2
            /a[+-9]c            | 2
            /{a,b/c,{d/e/f,}}.x | 3
            a                   | 0
            /a/**               | 2147483647
            /{a,**}/**/b        | 2147483647
            """)
    void tellsHowManySeparatorsAMatchHasAtMost(String pattern, int separators) throws Exception {
        assertThat(Glob.compile(pattern, '/').mostSeparators()).isEqualTo(separators);
    }
}
