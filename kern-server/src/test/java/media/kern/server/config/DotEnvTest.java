package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DotEnvTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("KEY=val", Map.of("KEY", "val")),
                arguments("KEY: val", Map.of("KEY", "val")),
                arguments("export KEY=val", Map.of("KEY", "val")),
                arguments("a.B_9 = val", Map.of("a.B_9", "val")),
                arguments("# comment\n\n  KEY=val # comment", Map.of("KEY", "val")),
                arguments("KEY=val#no", Map.of("KEY", "val#no")),
                arguments("KEY=", Map.of("KEY", "")),
                arguments("KEY=\nB=2", Map.of("KEY", "", "B", "2")),
                arguments("KEY=\"a b\" # comment", Map.of("KEY", "a b")),
                arguments("KEY=\"a\\nb\\rc\\\"d\\x\"", Map.of("KEY", "a\nb\rc\"dx")),
                arguments("KEY=\"a\nb\"\nB=2", Map.of("KEY", "a\nb", "B", "2")),
                arguments("A=1\nKEY=\"$A${A}$NOPE.\"", Map.of("A", "1", "KEY", "11.")),
                arguments("A=1\nKEY='$A \\n'", Map.of("A", "1", "KEY", "$A \\n")),
                arguments("A=1\nKEY= $A-\\$A ", Map.of("A", "1", "KEY", "1-$A")),
                arguments("A=1\nKEY=\"\\$A\"", Map.of("A", "1", "KEY", "$A")),
                arguments("A=1\r\nB=2\r\n", Map.of("A", "1", "B", "2")),
                arguments("A=1\nA=2", Map.of("A", "2")),
                arguments("", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void reads(String text, Map<String, String> variables) throws InvalidValueException {
        assertThat(DotEnv.parse(text)).isEqualTo(variables);
    }

    @Test
    void namesTheLineThatCannotBeUnderstood() {
        assertThatThrownBy(() -> DotEnv.parse("A=1\nfoo")).hasMessage("line 2: expected NAME=value");
        assertThatThrownBy(() -> DotEnv.parse("A=\"1")).hasMessage("line 1: unterminated quoted value");
        assertThatThrownBy(() -> DotEnv.parse("A='1' B")).hasMessageContaining("unexpected text");
    }

    @Test
    void doesNotReplaceTheRealEnvironment() throws IOException {
        Files.writeString(folder.resolve(".env"), "A=file\nB=file");

        assertThat(DotEnv.merge(folder, Map.of("A", "real"))).isEqualTo(Map.of("A", "real", "B", "file"));
    }

    @Test
    void usesNothingOfAMalformedFile() throws IOException {
        Files.writeString(folder.resolve(".env"), "A=file\n?");

        assertThat(DotEnv.merge(folder, Map.of("B", "real"))).isEqualTo(Map.of("B", "real"));
    }

    @Test
    void doesWithoutAFile() {
        assertThat(DotEnv.merge(folder, Map.of("B", "real"))).isEqualTo(Map.of("B", "real"));
    }
}
