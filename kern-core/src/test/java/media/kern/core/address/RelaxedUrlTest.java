package media.kern.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelaxedUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/foobar",
                "iueriherfd://localhost/foobar",
                "foo:bar://x",
                "hls+http://x/",
                "crypto:/x",
                "subfile,,start,0,end,0,,:/x",
                "FILE:/x",
            })
    void hasScheme(String address) {
        assertThat(RelaxedUrl.hasScheme(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//localhost/foobar",
                "http:localhost",
                "pipe:1",
                "testsrc=size=1280x720:rate=25",
                "/dev/video0",
                "a_b://x y",
                "",
                ":",
                "1:/",
                "a:",
            })
    void hasNoScheme(String address) {
        assertThat(RelaxedUrl.hasScheme(address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', nullValues = "-", textBlock = """
            http://localhost/foobar_%v?foo=bar#foobar http - localhost /foobar_%v foo=bar foobar
            http:localhost/foobar_%v?foo=bar#foobar http localhost/foobar_%v - - foo=bar foobar
            http:/localhost/foobar_%v http - - /localhost/foobar_%v - -
            http:///localhost/foobar_%v http - - /localhost/foobar_%v - -
            foo:bar://localhost/x foo:bar - localhost /x - -
            //localhost/foobar - - localhost /foobar - -
            http://localhost:8080/foobar http - localhost:8080 /foobar - -
            https://www.google.com https - www.google.com / - -
            foobar - - - foobar - -
            /localhost:8080/x - - - /localhost:8080/x - -
            http:// http - - / - -
            http://a/http://b http - a /http://b - -
            http://a?x=b://c#d?e http - a / x=b://c d?e
            """)
    void splits(String address, String scheme, String opaque, String host, String path, String query, String fragment)
            throws Exception {
        assertThat(RelaxedUrl.parse(address))
                .isEqualTo(new RelaxedUrl(
                        text(scheme), text(opaque), "", text(host), text(path), text(query), text(fragment)));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    @Test
    void separatesHostnameAndPort() throws Exception {
        RelaxedUrl url = RelaxedUrl.parse("http://u:p@localhost:8080/foobar");
        assertThat(url.userInfo()).isEqualTo("u:p");
        assertThat(url.hostname()).isEqualTo("localhost");
        assertThat(url.port()).isEqualTo("8080");
        assertThat(RelaxedUrl.parse("https://www.google.com").port()).isEmpty();
        assertThat(RelaxedUrl.parse("http://[::1]:80/").hostname()).isEqualTo("::1");
        assertThat(RelaxedUrl.parse("http://[::1]/").port()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            exa mple.com~parse "//exa mple.com": invalid character " " in host name
            host|x~parse "//host|x": invalid character "|" in host name
            host:abc~parse "//host:abc": invalid port ":abc" after host
            a:b:c~parse "//a:b:c": invalid port ":c" after host
            [::1~parse "//[::1": missing ']' in host
            [::1]x~parse "//[::1]x": invalid port "x" after host
            %zz~parse "//%zz": invalid URL escape "%zz"
            %41~parse "//%41": invalid URL escape "%41"
            %4~parse "//%4": invalid URL escape "%4"
            user:p%zz@~parse "//user:p%zz@": invalid URL escape "%zz"
            us er@host~parse "//us er@host": net/url: invalid userinfo
            a\\b~parse "//a\\\\b": invalid character "\\\\" in host name
            """)
    void refusesMalformedAuthorities(String authority, String message) {
        assertThatThrownBy(() -> RelaxedUrl.parse("http://" + authority + "/x"))
                .isInstanceOf(AddressException.class)
                .hasMessage(message);
    }

    @Test
    void refusesControlCharacters() {
        assertThatThrownBy(() -> RelaxedUrl.parse("http://a\tb\u0001/x"))
                .isInstanceOf(AddressException.class)
                .hasMessage("parse \"//a\\tb\\x01\": net/url: invalid control character in URL");
    }

    @Test
    void passwordWithSlashEndsTheHost() {
        assertThatThrownBy(() -> RelaxedUrl.parse("rtsp://u:p/ss@1.2.3.4/x"))
                .hasMessage("parse \"//u:p\": invalid port \":p\" after host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":6000",
                "host:",
                "host:99999999",
                "@239.0.0.1:1234",
                "u:p@ss@1.2.3.4",
                "[fe80::1%25eth0]:80",
                "%C3%A4.com",
                "\u00e4.com",
            })
    void acceptsUnusualAuthorities(String authority) {
        assertThatCode(() -> RelaxedUrl.parse("srt://" + authority + "/x")).doesNotThrowAnyException();
    }
}
