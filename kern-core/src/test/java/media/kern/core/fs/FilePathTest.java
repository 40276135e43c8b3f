package media.kern.core.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePathTest {
    @ParameterizedTest
    @CsvSource({
        "'',/",
        "/,/",
        "///,/",
        ".,/",
        "..,/",
        "/..,/",
        "a,/a",
        "/a,/a",
        "/a/,/a",
        "a//b/,/a/b",
        "/a/./b/.,/a/b",
        "/../../x,/x",
        "/a/../../b,/b",
        "/a/b/..,/a",
        "/...,/...",
        "/..a/.b,/..a/.b",
        "/..\\config,/..\\config",
        "/a b,/a b",
        "/%2e%2e,/%2e%2e",
    })
    void normalises(String path, String name) throws InvalidPathException {
        assertThat(FilePath.normalise(path)).isEqualTo(name);
    }

    @Test
    void refusesWhatCanNeverBeAName() {
        refuses("/a\0b", "the path contains a NUL character at index 2");
        refuses("a\0b", "the path contains a NUL character at index 2");
        refuses("/\ud83d", "the path contains half of a surrogate pair at index 1");
        refuses("/\ude00\ud83d", "the path contains half of a surrogate pair at index 1");
    }

    @Test
    void acceptsSurrogatePairs() throws InvalidPathException {
        assertThat(FilePath.normalise("/\ud83d\ude00")).isEqualTo("/\ud83d\ude00");
    }

    @Test
    void boundsTheLength() throws InvalidPathException {
        assertThat(FilePath.normalise("/" + "a".repeat(255))).hasSize(256);
        refuses("/" + "a".repeat(256), "an element of the path has 256 bytes, the limit is 255");
        refuses("/" + "€".repeat(86), "an element of the path has 258 bytes, the limit is 255");
        assertThat(FilePath.normalise("/abc".repeat(1024))).hasSize(4096);
        refuses("/abc".repeat(1024) + "/", "the path is longer than the limit of 4096 bytes");
        refuses("/€".repeat(1025), "the path is longer than the limit of 4096 bytes");
    }

    private static void refuses(String path, String message) {
        assertThatExceptionOfType(InvalidPathException.class)
                .isThrownBy(() -> FilePath.normalise(path))
                .withMessage(message);
    }
}
