package media.kern.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose end a proxy in front may see somewhere else than the server (RFC 9112 sections 6.3 and 11.2): refused,
 * and nothing behind them is taken for a request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFramingTest {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final String SMUGGLED = "GET /ping HTTP/1.1\r\nHost: kern\r\n\r\n";

    private final TestingKern kern = TestingKern.start();

    @AfterAll
    void close() {
        kern.close();
    }

    /**
     * Status codes of all answers on a connection on which {@code text} is sent and then, so that the server ends the
     * connection in any case, a last request.
     */
    private String statuses(String text) throws IOException {
        try (Wire wire = Wire.to(kern.port())) {
            String answers = wire.send(text + Wire.head("GET /ping", "Connection: close"))
                    .untilClosed();
            return String.join(
                    " ",
                    STATUS_LINE
                            .matcher(answers)
                            .results()
                            .map(RequestFramingTest::code)
                            .toList());
        }
    }

    private static String code(MatchResult status) {
        return status.group(1);
    }

    @Test
    void answersRequestsThatFollowEachOther() throws IOException {
        assertThat(statuses(SMUGGLED + SMUGGLED)).isEqualTo("200 200 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0|Content-Length: 36",
                "Content-Length: 36|Content-Length: 0",
                "Content-Length: 0, 36",
                "Content-Length: +0",
                "Content-Length: -1",
                "Content-Length: 0x0",
                "Content-Length: 0 0",
                "Content-Length: ",
                "Content-Length: 99999999999999999999",
                "Content-Length : 0",
                "Content-Length\t: 0",
                "Content-Length: 36|Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked|Content-Length: 36",
                "Content-Length: 36|Transfer-Encoding: identity, chunked",
                "Content-Length: 36|Transfer-Encoding: xchunked",
                "Content-Length: 36|Transfer-Encoding:\u000bchunked",
                "Content-Length: 36|Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity",
                "Transfer-Encoding: chunked, chunked",
                "Content-Length: 0\u0000",
                "X-Y\u0000: z|Content-Length: 0",
                "X Y: z|Content-Length: 0",
                "X: \rContent-Length: 36|Content-Length: 0",
                ": empty name|Content-Length: 0",
                "no colon|Content-Length: 0"
            })
    void neverAnswersWhatHidesBehindAnAmbiguousLength(String headers) throws IOException {
        String request = "PUT /memfs/x.txt HTTP/1.1\r\nHost: kern\r\n" + headers.replace("|", "\r\n") + "\r\n\r\n";
        assertThat(statuses(request + "0\r\n\r\n" + SMUGGLED)).isIn("400", "501", "");
        assertThat(statuses(request + SMUGGLED)).isIn("400", "501", "");
    }

    /** RFC 9112 section 5.2: such a line belongs to the one before. */
    @Test
    void takesAnIndentedLineForNoFieldOfItsOwn() throws IOException {
        String request = Wire.head(
                "PUT /memfs/folded.txt",
                "Content-Length: " + SMUGGLED.length(),
                "X: y",
                "\tTransfer-Encoding: chunked");
        assertThat(statuses(request + SMUGGLED)).isEqualTo("201 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1\r\n", "0x1\r\n", "\r\n", "1 1\r\nx\r\n", "ffffffffffffffff0\r\n", "g\r\n", "+0\r\n"})
    void neverAnswersWhatHidesBehindABrokenChunk(String chunk) throws IOException {
        String request = Wire.head("PUT /memfs/x.txt", "Transfer-Encoding: chunked") + chunk + "\r\n" + SMUGGLED;
        assertThat(statuses(request)).isIn("400", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ping\r\n\r\n",
                "GET /ping HTTP/9.9\r\n\r\n",
                "GET /ping FTP/1.1\r\n\r\n",
                "GET  HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "GE\u0000T /ping HTTP/1.1\r\nHost: kern\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: kern\r\nX: a\u0000b\r\n\r\n",
                "GET ping HTTP/1.1\r\nHost: kern\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String text) throws IOException {
        assertThat(statuses(text)).matches("((400|404|405|501|505)( 200)?)?");
    }
}
