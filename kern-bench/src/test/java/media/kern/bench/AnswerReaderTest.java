package media.kern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerReaderTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nX: y\r\ncontent-length: 5\r\n\r\nhello";

    @Test
    void findsTheEndOfAnAnswerHoweverItIsCut() throws BadAnswerException {
        for (int cut = 1; cut < ANSWER.length(); cut++) {
            AnswerReader reader = new AnswerReader(5);
            assertThat(reader.read(bytes(ANSWER.substring(0, cut)))).isFalse();
            assertThat(reader.read(bytes(ANSWER.substring(cut)))).isTrue();
        }
    }

    @Test
    void readsOneAnswerAfterTheOther() throws BadAnswerException {
        AnswerReader reader = new AnswerReader(AnswerReader.ANY_LENGTH);
        assertThat(reader.read(bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")))
                .isTrue();
        assertThat(reader.read(bytes(ANSWER))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nhello', status is not 200",
        "'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhell', 'is 4, not 5'",
        "'HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n', not a number",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', without Content-Length",
        "'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello!', 1 bytes after the end"
    })
    void refusesAnythingElse(String answer, String reason) {
        assertThatThrownBy(() -> new AnswerReader(5).read(bytes(answer))).hasMessageContaining(reason);
    }

    @Test
    void refusesAHeaderWithoutEnd() {
        assertThatThrownBy(() -> new AnswerReader(5).read(bytes("x".repeat(9000))))
                .hasMessageContaining("8192");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
