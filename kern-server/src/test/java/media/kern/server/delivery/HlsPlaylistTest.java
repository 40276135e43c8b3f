package media.kern.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HlsPlaylistTest {
    private static final String HEAD = "#EXTM3U\n";

    private static Template rewrite(String text, String path, String diskFolder) {
        return HlsPlaylist.rewrite(text, new HlsPlaylist.Place(path, "kern.example:8080", diskFolder, true));
    }

    private static String rewritten(String text) {
        return new String(rewrite(text, "/memfs/live.m3u8", "").with("S"), UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "live_1.ts | live_1.ts?session=S",
                "live_2.ts?foo=bar | live_2.ts?foo=bar&session=S",
                "a.ts?x=1&a=b c | a.ts?a=b+c&session=S&x=1",
                "a.ts?session=old | a.ts?session=S",
                "a.ts#f | a.ts?session=S#f",
                "/memfs/a.m4s | /memfs/a.m4s?session=S",
                "../b/c.mp4 | ../b/c.mp4?session=S",
                "a.aac | a.aac?session=S",
                "a.vtt | a.vtt?session=S",
                "https://kern.example:8080/x.ts | https://kern.example:8080/x.ts?session=S",
                "//KERN.example:8080/x.ts | //KERN.example:8080/x.ts?session=S",
                "http://other.host/x.ts | http://other.host/x.ts",
                "seg.bin | seg.bin",
                "bad%zz.ts | bad%zz.ts",
                "variant.m3u8?session=keepme | variant.m3u8?session=S",
                "live.m3u8 | # m3u8 is referencing itself: live.m3u8?session=S",
                "/memfs/./live.m3u8 | # m3u8 is referencing itself: /memfs/./live.m3u8?session=S",
                "#EXTINF:2, | #EXTINF:2,",
                "#EXT-X-MAP:URI=`init.mp4` | #EXT-X-MAP:URI=`init.mp4?session=S`",
                "#EXT-X-PART:DURATION=0.3,URI=`p.m4s`,INDEPENDENT=YES "
                        + "| #EXT-X-PART:DURATION=0.3,URI=`p.m4s?session=S`,INDEPENDENT=YES",
                "#EXT-X-KEY:METHOD=AES-128,URI=`k.key` | #EXT-X-KEY:METHOD=AES-128,URI=`k.key`",
                "#EXT-X-MEDIA:TYPE=AUDIO,URI=`de.m3u8`,NAME=`x` | #EXT-X-MEDIA:TYPE=AUDIO,URI=`de.m3u8?session=S`,NAME=`x`",
            })
    void givesMediaOfThisServerTheSession(String line, String expected) {
        assertThat(rewritten(HEAD + line.replace('`', '"') + "\n")).isEqualTo(HEAD + expected.replace('`', '"') + "\n");
    }

    @Test
    void keepsLinesAndEndsThemAlike() {
        assertThat(rewritten("#EXTM3U\r\n\r\n#X\r\na.ts")).isEqualTo("#EXTM3U\n\n#X\na.ts?session=S\n");
        assertThat(rewritten("")).isEmpty();
    }

    @Test
    void passesLinesOfAnyLength() {
        String longLine = "#" + "x".repeat(200_000);
        assertThat(rewritten(HEAD + longLine + "\na.ts\n")).isEqualTo(HEAD + longLine + "\na.ts?session=S\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "low.m3u8 | true",
                "#EXT-X-STREAM-INF:BANDWIDTH=1 | true",
                "#EXT-X-MEDIA:TYPE=AUDIO,NAME=de | true",
                "#EXT-X-RENDITION-REPORT:URI=\"../low.m3u8\" | false",
                "a.ts | false",
            })
    void knowsListsOfVariants(String line, boolean variants) {
        assertThat(rewrite(HEAD + line, "/memfs/live.m3u8", "").variants()).isEqualTo(variants);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/live.m3u8 | /core/data/live_1.ts | live_1.ts?session=S",
                "/sub/live.m3u8 | /core/data/sub/l2.ts | l2.ts?session=S",
                "/sub/live.m3u8 | /core/data/other/l2.ts | ../other/l2.ts?session=S",
                "/a/b/live.m3u8 | /core/data/x.ts | ../../x.ts?session=S",
                "/live.m3u8 | /core/data2/x.ts | /core/data2/x.ts?session=S",
                "/live.m3u8 | /core/data/x.key | x.key",
            })
    void namesFilesOnDiskFromWhereThePlaylistIs(String path, String line, String expected) {
        assertThat(rewrite(line, path, "/core/data").with("S")).asString(UTF_8).isEqualTo(expected + "\n");
    }

    @Test
    void listsWhatIsUploadedHere() {
        String text = "#EXTM3U\na.ts\nb.ts?x=1\n/abs/c.m4s\nhttp://other/d.ts\n#e.ts\n\nlow.m3u8\n../f.ts";
        assertThat(HlsPlaylist.segments(text, "/memfs/dir/live.m3u8"))
                .containsExactly("/memfs/dir/a.ts", "/memfs/dir/b.ts", "/abs/c.m4s", "/memfs/f.ts");
    }
}
