package media.kern.ffmpeg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/live/foo.m3u8?session=abc | /live/foo.m3u8?session=***",
                "/a?x=1&token=abc&y=2 | /a?x=1&token=***&y=2",
                "/a?access_token=a.b.c | /a?access_token=***",
                "/a?TOKEN=abc | /a?TOKEN=***",
                "/a?%74oken=abc | /a?token=***",
                "/a?token=a%20b%2Fc&z | /a?token=***&z",
                "/a?token=&b=1 | /a?token=&b=1",
                "/a?x=%2Fb%20c | /a?x=%2Fb%20c",
                "/a?x=100% | /a?x=100%",
                "srt://host:6000?streamid=#!:m=publish,r=foo,token=abc&passphrase=def | "
                        + "srt://host:6000?streamid=#!:m=publish,r=foo,token=***&passphrase=***",
                "srt://host?streamid=foo,mode:publish,token:abc | srt://host?streamid=foo,mode:publish,token:***",
                "srt://host?streamid=foo%2Ctoken%3Dabc&x=1 | srt://host?streamid=foo%2Ctoken%3D***&x=1",
                "rtmp://user:pass@host/live | rtmp://user:***@host/live",
                "rtsp://user:p@ss:w@host:554/ | rtsp://user:***@host:554/",
                "rtmp://:pass@host/live | rtmp://:***@host/live",
                "https://host:8080/a@b:c@d | https://host:8080/a@b:c@d",
                "Connection to http://a:b@c/?password=x failed | Connection to http://a:***@c/?password=*** failed",
                "Session: closed | Session: closed",
                "Authorization: Basic dXNlcjpwYXNz | Authorization: ***",
                "authorization:Token abc def | authorization:***",
                "Cookie: a=b; c=d | Cookie: ***",
                "/live?key=abc&monkey=1 | /live?key=***&monkey=1",
                "[hls @ 0x55d0] Opening 'out_100%25.ts' for writing | [hls @ 0x55d0] Opening 'out_100%25.ts' for writing",
                "50%41 of =x | 50%41 of =x",
            })
    void masksSecrets(String text, String masked) {
        assertThat(Secrets.mask(text)).isEqualTo(masked);
    }

    @Test
    void masksKnownValuesWhereverTheyAre() {
        Secrets secrets = new Secrets(List.of("stream-key", "stream-key/2", "a b+c&d", "short"));

        assertThat(secrets.apply("rtmp://host/app/stream-key: Connection refused"))
                .isEqualTo("rtmp://host/app/***: Connection refused");
        assertThat(secrets.apply("rtmp://host/stream-key/2/x")).isEqualTo("rtmp://host/***/x");
        assertThat(secrets.apply("x=a+b%2Bc%26d&y=short")).isEqualTo("x=***&y=short");
    }

    @Test
    void masksTheArgumentsOfACommand() {
        Secrets secrets = new Secrets(List.of());

        assertThat(secrets.arguments(List.of(
                        "-passphrase",
                        "abc",
                        "-srtp_out_params",
                        "xyz",
                        "-cenc_encryption_key",
                        "0123",
                        "-password:0",
                        "p",
                        "-headers",
                        "Authorization: Bearer t0k",
                        "-i",
                        "http://u:p@h/?token=t",
                        "-keyint_min",
                        "25")))
                .containsExactly(
                        "-passphrase",
                        "***",
                        "-srtp_out_params",
                        "***",
                        "-cenc_encryption_key",
                        "***",
                        "-password:0",
                        "***",
                        "-headers",
                        "Authorization: ***",
                        "-i",
                        "http://u:***@h/?token=***",
                        "-keyint_min",
                        "25");
    }

    @Test
    void needsLinearTime() {
        for (String part : List.of("=", "a=", "token:", ":", "authorization:", "%3d", "key=", "@://")) {
            String many = part.repeat(2_000_000 / part.length());
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Secrets.mask(many), part);
        }
        String hostile = "://a:".repeat(40_000) + "token".repeat(40_000) + "%".repeat(40_000) + "@";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Secrets.mask(hostile));
    }
}
