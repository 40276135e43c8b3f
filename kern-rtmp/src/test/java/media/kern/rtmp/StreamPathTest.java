package media.kern.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPathTest {
    private static final InetSocketAddress REMOTE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @ParameterizedTest
    @CsvSource({
        "live, foo?token=abc, /live/foo, abc",
        "foo?token=abc, '', /foo, abc",
        "live/a, b//c, /live/a/b/c,",
        "live?token=abc, foo, /live/foo, abc",
        "live?token=abc, foo?token=def, /live/foo, def",
        "/live/, /foo/, /live/foo,",
        "'', '', /,",
        "live, a%20b, /live/a b,",
        "live, foo?token=a%20b, /live/foo, a b",
        "live, foo?token=a+b, /live/foo, a b",
        "live, foo?a=1&token=b&token=c, /live/foo, b",
        "live, foo?token=%zz, /live/foo,",
        "live, foo?token=a;b, /live/foo,",
        "live, foo#bar, /live/foo#bar,",
        "live, a+b, /live/a+b,"
    })
    void joinsApplicationAndName(String application, String name, String path, String token) {
        StreamPath parsed = StreamPath.parse(application, name).orElseThrow();

        assertThat(parsed.path()).isEqualTo(path);
        assertThat(parsed.query().get("token")).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%", "a%2", "a%zz", "a%00b", "a%0ab", "a\nb"})
    void refusesBrokenEscapesAndControlCharacters(String name) {
        assertThat(StreamPath.parse("live", name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "foo/bar, /foo, bar",
        "foo/bar?token=abc, /foo/bar, abc",
        "foo/bar/abc, /foo/bar, abc",
        "foo/bar?token=, /foo, bar",
        "foo/bar?x=1, /foo, bar",
        "foo/bar?a=1&token=b&token=c, /foo/bar, b",
        "foo, /, foo",
        "foo/b%20r/t%2Fk, /foo/b r, t/k"
    })
    void takesTheTokenFromTheQueryOrTheLastElement(String name, String stream, String token) {
        TokenAuthority authority = new TokenAuthority("/", Optional.of(token), Optional.of("another"));

        assertThat(decide(authority, RtmpAction.PUBLISH, name)).isEqualTo(new RtmpDecision.Accept(stream));
        assertThat(decide(authority, RtmpAction.PLAY, name))
                .isEqualTo(new RtmpDecision.Refuse(RtmpDecision.Reason.DENIED, "invalid streamkey"));
    }

    @Test
    void refusesWhoHasNoToken() {
        TokenAuthority authority = new TokenAuthority("/", Optional.of("abc"), Optional.of("abc"));

        assertThat(decide(authority, RtmpAction.PUBLISH, ""))
                .isEqualTo(new RtmpDecision.Refuse(RtmpDecision.Reason.DENIED, "no streamkey provided"));
    }

    @ParameterizedTest
    @CsvSource({"live/foo, true", "live/a/b, true", "live, true", "livex/foo, false", "other, false", "'', false"})
    void comparesTheApplicationByWholeElements(String name, boolean accepted) {
        TokenAuthority authority = new TokenAuthority("/live/", Optional.empty(), Optional.empty());

        for (RtmpAction action : RtmpAction.values()) {
            assertThat(decide(authority, action, name) instanceof RtmpDecision.Accept)
                    .isEqualTo(accepted);
        }
    }

    private static RtmpDecision decide(TokenAuthority authority, RtmpAction action, String name) {
        StreamPath path = StreamPath.parse("", name).orElseThrow();
        return authority.decide(new RtmpRequest(action, path, REMOTE, false));
    }
}
