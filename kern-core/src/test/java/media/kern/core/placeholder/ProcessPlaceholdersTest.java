package media.kern.core.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessPlaceholdersTest {
    private static final String ALL = "{processid} {reference} {inputid} {outputid} {diskfs} {memfs} {fs:disk} {fs:mem}"
            + " {fs:my-s3} {fs:none} {rtmp,name=a} {srt,name=b}";
    private static final String DISK = "/mnt/diskfs";
    private static final String MEM = "http://localhost/mnt/memfs";
    private static final String S3 = "http://localhost:8080/s3";
    private static final String RTMP = "rtmp://localhost/app/a?token=foobar";
    private static final String SRT = "srt://localhost:6000?mode=caller&transtype=live&latency=20000&streamid=b,mode:"
            + "%s,token:abcfoobar&passphrase=secret";

    private final PlaceholderValues values = PlaceholderValues.builder()
            .disk(Path.of(DISK))
            .memory(MEM)
            .storage("my-s3", S3)
            .rtmp("localhost", "/app", "foobar")
            .srt("localhost:6000", "abcfoobar", "secret")
            .build();
    private final ProcessPlaceholders process = new ProcessPlaceholders(values, "314159265359", "refref");

    @Test
    void globalOptionsKnowStoragesOnly() throws Exception {
        assertThat(process.globalOption(ALL))
                .isEqualTo("{processid} {reference} {inputid} {outputid} " + DISK + " {memfs} " + DISK + " " + MEM + " "
                        + S3 + "  {rtmp,name=a} {srt,name=b}");
    }

    @Test
    void idsKnowProcessAndReference() throws Exception {
        assertThat(process.inputId("in_{processid}_{reference}_{diskfs}")).isEqualTo("in_314159265359_refref_{diskfs}");
        assertThat(process.outputId("out_{processid}_{reference}_{outputid}"))
                .isEqualTo("out_314159265359_refref_{outputid}");
    }

    @Test
    void addressesKnowEverythingOfTheirOwnSide() throws Exception {
        String common = DISK + " " + MEM + " " + DISK + " " + MEM + " " + S3 + "  " + RTMP + " ";
        assertThat(process.inputAddress(ALL, "in"))
                .isEqualTo("314159265359 refref in {outputid} " + common + SRT.formatted("request"));
        assertThat(process.outputAddress(ALL, "out"))
                .isEqualTo("314159265359 refref {inputid} out " + common + SRT.formatted("publish"));
    }

    @Test
    void optionsKnowNoServers() throws Exception {
        String common = DISK + " " + MEM + " " + DISK + " " + MEM + " " + S3 + "  {rtmp,name=a} {srt,name=b}";
        assertThat(process.inputOption(ALL, "in")).isEqualTo("314159265359 refref in {outputid} " + common);
        assertThat(process.outputOption(ALL, "out")).isEqualTo("314159265359 refref {inputid} out " + common);
        assertThat(process.inputOption("fsmem:{fs:mem}/$inputid.txt", "in"))
                .isEqualTo("fsmem:" + MEM + "/$inputid.txt");
    }

    @Test
    void variablesOfParametersAreThoseOfTheField() throws Exception {
        String id = process.inputId("in_{processid}_{reference}");
        assertThat(process.inputAddress("{rtmp,name=$inputid}", id))
                .isEqualTo("rtmp://localhost/app/in_314159265359_refref?token=foobar");
        assertThat(process.inputAddress("{rtmp,name=$outputid}", id))
                .isEqualTo("rtmp://localhost/app/$outputid?token=foobar");
        assertThat(process.outputAddress("{srt,name=$reference,latency=42}", "out"))
                .isEqualTo("srt://localhost:6000?mode=caller&transtype=live&latency=42&streamid=refref,mode:publish,"
                        + "token:abcfoobar&passphrase=secret");
    }

    @Test
    void cleanupPatternsKnowIdsOnly() throws Exception {
        assertThat(process.cleanupPattern("p_{outputid}_{processid}_{reference}_{rtmp,name=$outputid}", "out"))
                .isEqualTo("p_out_314159265359_refref_{rtmp,name=$outputid}");
    }

    @Test
    void laterPlaceholdersSeeTheResultOfEarlierOnes() throws Exception {
        ProcessPlaceholders nested = new ProcessPlaceholders(values, "{reference}", "{diskfs}");
        assertThat(nested.inputAddress("{processid}/x", "in")).isEqualTo(DISK + "/x");
        assertThat(nested.inputId("{processid}")).isEqualTo("{diskfs}");
    }

    @Test
    void emptyReferenceResolvesToNothing() throws Exception {
        assertThat(new ProcessPlaceholders(values, "p", "").outputAddress("a{reference}b", "out"))
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @CsvSource({
        ":1935, /, '', rtmp://localhost:1935/foo",
        ":1935, /live, abc, rtmp://localhost:1935/live/foo?token=abc",
        ":1935, /live, a&b c, rtmp://localhost:1935/live/foo?token=a%26b%20c",
        "0.0.0.0:1935, /, '', rtmp://127.0.0.1:1935/foo",
        "[::1]:1935, /, '', rtmp://[::1]:1935/foo",
        "[::]:1935, /, '', rtmp://[::1]:1935/foo",
        "example.com:1935, /, '', rtmp://example.com:1935/foo",
    })
    void rtmpPointsToTheServer(String listen, String app, String token, String expected) throws Exception {
        PlaceholderValues rtmp =
                PlaceholderValues.builder().rtmp(listen, app, token).build();
        assertThat(new ProcessPlaceholders(rtmp, "p", "").inputAddress("{rtmp,name=foo}", "in"))
                .isEqualTo(expected);
    }

    @Test
    void srtWithoutSecretsHasNone() throws Exception {
        PlaceholderValues srt = PlaceholderValues.builder().srt(":6000", "", "").build();
        assertThat(new ProcessPlaceholders(srt, "p", "").inputAddress("{srt,name=foo}", "in"))
                .isEqualTo("srt://localhost:6000?mode=caller&transtype=live&latency=20000&streamid=foo,mode:request");
    }

    @Test
    void storageBasesNameTheHttpServer() {
        assertThat(StorageBase.open(":8080", "/memfs")).isEqualTo("http://localhost:8080/memfs");
        assertThat(StorageBase.open("example.com:8080", "/s3")).isEqualTo("http://example.com:8080/s3");
        assertThat(StorageBase.open("[::1]:8080", "/s3")).isEqualTo("http://[::1]:8080/s3");
        assertThat(StorageBase.withCredentials(":8080", "/memfs", "admin", "p@ss/w:rd%"))
                .isEqualTo("http://admin:p%40ss%2Fw%3Ard%25@localhost:8080/memfs");
    }

    @Test
    void refusesStorageNamesThatCannotBePlaceholders() {
        assertThatThrownBy(() -> PlaceholderValues.builder().storage("a b", "http://x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a b");
    }
}
