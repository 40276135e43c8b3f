package media.kern.core.glob;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class GlobFuzzTest {
    @FuzzTest
    void anyPatternCompilesOrIsRefusedAndMatchesInTime(FuzzedDataProvider data) {
        String pattern = data.consumeString(200);
        String text = data.consumeRemainingAsString();
        try {
            Glob glob = Glob.compile(pattern, '/');
            if (glob.matches(text)) {
                assertThat(text).startsWith(glob.literalPrefix());
                assertThat(text.chars().filter(c -> c == '/').count()).isLessThanOrEqualTo(glob.mostSeparators());
            }
        } catch (GlobSyntaxException e) {
            assertThat(e).hasMessageStartingWith("invalid pattern");
        }
    }

    @FuzzTest
    void anEscapedTextMatchesItself(FuzzedDataProvider data) throws Exception {
        String text = data.consumeRemainingAsString();
        StringBuilder pattern = new StringBuilder();
        text.codePoints().forEach(character -> pattern.append('\\').appendCodePoint(character));
        if (pattern.length() <= Glob.MAX_LENGTH) {
            assertThat(Glob.compile(pattern.toString(), '/').matches(text)).isTrue();
        }
    }
}
