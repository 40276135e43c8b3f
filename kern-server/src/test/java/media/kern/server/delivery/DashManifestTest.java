package media.kern.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DashManifestTest {
    private static String rewritten(String text, String name, String query) {
        Reference request = new Reference("", name, query, "");
        return new String(DashManifest.rewrite(text, request, "kern.example").with("S"), UTF_8);
    }

    @Test
    void givesTemplatesAndNamesTheSession() {
        String manifest = """
                <MPD type="static">
                  <SegmentTemplate timescale="1000" initialization="init-$RepresentationID$.m4s"
                    media="chunk-$RepresentationID$-$Number%05d$.m4s?a=1"/>
                  <SegmentURL media="a.webm" mediaRange="0-9"/><Initialization sourceURL="i.mp4"/>
                  <BaseURL>film.mp4</BaseURL><BaseURL>folder/</BaseURL><Title media="x.txt">a.mp4</Title>
                </MPD>
                """;
        assertThat(rewritten(manifest, "live.mpd", "")).isEqualTo("""
                <MPD type="static">
                  <SegmentTemplate timescale="1000" initialization="init-$RepresentationID$.m4s?session=S"
                    media="chunk-$RepresentationID$-$Number%05d$.m4s?a=1&amp;session=S"/>
                  <SegmentURL media="a.webm?session=S" mediaRange="0-9"/><Initialization sourceURL="i.mp4?session=S"/>
                  <BaseURL>film.mp4?session=S</BaseURL><BaseURL>folder/</BaseURL><Title media="x.txt">a.mp4</Title>
                </MPD>
                """);
    }

    @Test
    void asksToComeBackWithTheSessionWhenItIsLive() {
        assertThat(rewritten("<?xml?>\n<MPD a=\"b\" type=\"dynamic\"><P/></MPD>", "live.mpd", "token=a&b=<"))
                .isEqualTo("<?xml?>\n<MPD a=\"b\" type=\"dynamic\">"
                        + "<Location>live.mpd?b=%3C&amp;session=S&amp;token=a</Location><P/></MPD>");
        String own = "<MPD type=\"dynamic\"><Location>http://cdn/x.mpd</Location></MPD>";
        assertThat(rewritten(own, "live.mpd", "")).isEqualTo(own);
    }

    @Test
    void leavesManifestsOfMediaElsewhereAlone() {
        String manifest = "<MPD><BaseURL>http://cdn.example/</BaseURL><SegmentURL media=\"a.m4s\"/></MPD>";
        assertThat(rewritten(manifest, "live.mpd", "")).isEqualTo(manifest);
        assertThat(rewritten(manifest.replace("cdn", "kern").replace("kern.example", "kern.example"), "live.mpd", ""))
                .contains("a.m4s?session=S");
    }
}
