package media.kern.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import media.kern.server.TestingKern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What players and browsers see of files in memory and on disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileDeliveryTest {
    private static final String DIGITS = "0123456789";
    private static final String LONG_PLAYLIST = "#EXTM3U\n" + "#EXTINF:2.0,\nsegment.ts\n".repeat(100);
    /** The same file in memory, on disk, and as the API shows both. */
    static final List<String> FILES =
            List.of("/memfs/digits.ts", "/digits.ts", "/api/v3/fs/mem/digits.ts", "/api/v3/fs/disk/digits.ts");

    private final TestingKern kern = TestingKern.start();

    @BeforeAll
    void store() {
        for (String folder : List.of("/memfs/", "/api/v3/fs/disk/")) {
            kern.put(folder + "digits.ts", bytes(DIGITS));
            kern.put(folder + "long.m3u8", bytes(LONG_PLAYLIST));
            kern.put(folder + "short.m3u8", bytes("#EXTM3U\n"));
            kern.put(folder + "empty.ts", bytes(""));
            kern.put(folder + "long.ts", bytes(LONG_PLAYLIST));
        }
    }

    @AfterAll
    void close() {
        kern.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    private HttpResponse<Void> head(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(kern.uri(path)).HEAD();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return kern.send(request.build(), BodyHandlers.discarding());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 206, 0-0, 0",
        "bytes=2-5, 206, 2-5, 2345",
        "bytes=7-, 206, 7-9, 789",
        "bytes=-3, 206, 7-9, 789",
        "bytes=0-99, 206, 0-9, 0123456789",
        "bytes=-99, 206, 0-9, 0123456789",
        "bytes=9-99999999999999999999, 206, 9-9, 9",
    })
    void sendsTheRangeThatIsAskedFor(String range, int status, String sent, String body) {
        for (String file : FILES) {
            HttpResponse<String> part = kern.get(file, "Range", range);
            assertThat(part.statusCode()).as(file).isEqualTo(status);
            assertThat(part.body()).isEqualTo(body);
            assertThat(header(part, "Content-Range")).isEqualTo("bytes " + sent + "/10");
            assertThat(header(part, "Content-Length")).isEqualTo(String.valueOf(body.length()));
            assertThat(header(part, "Accept-Ranges")).isEqualTo("bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
    void namesTheSizeIfNoByteOfTheRangeExists(String range) {
        for (String file : FILES) {
            HttpResponse<String> refused = kern.get(file, "Range", range);
            assertThat(refused.statusCode()).as(file).isEqualTo(416);
            assertThat(header(refused, "Content-Range")).isEqualTo("bytes */10");
        }
        assertThat(kern.get("/memfs/empty.ts", "Range", "bytes=0-").statusCode())
                .isEqualTo(416);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"items=0-1", "bytes", "bytes=", "bytes=a-b", "bytes=5-2", "bytes=0-1,3-4", "bytes=--1", "bytes=-"
            })
    void sendsTheWholeFileIfTheRangeIsNotUnderstood(String range) {
        for (String file : FILES) {
            HttpResponse<String> whole = kern.get(file, "Range", range);
            assertThat(whole.statusCode()).as(file).isEqualTo(200);
            assertThat(whole.body()).isEqualTo(DIGITS);
        }
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void sendsNothingAgainThatTheClientHas(String file) {
        HttpResponse<String> first = kern.get(file);
        String etag = header(first, "ETag");
        String modified = header(first, "Last-Modified");
        for (String match : List.of(etag, "W/" + etag, "*", "\"other\", " + etag)) {
            HttpResponse<String> unchanged = kern.get(file, "If-None-Match", match);
            assertThat(unchanged.statusCode()).as(match).isEqualTo(304);
            assertThat(unchanged.body()).isEmpty();
            assertThat(header(unchanged, "ETag")).isEqualTo(etag);
        }
        assertThat(kern.get(file, "If-Modified-Since", modified).statusCode()).isEqualTo(304);
        assertThat(kern.get(file, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(kern.get(file, "If-Modified-Since", "yesterday").statusCode())
                .isEqualTo(200);
        assertThat(kern.get(file, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(kern.get(file, "If-None-Match", "\"other\"", "If-Modified-Since", modified)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void continuesADownloadOnlyOfTheSameContent(String file) {
        String etag = header(kern.get(file), "ETag");
        HttpResponse<String> same = kern.get(file, "Range", "bytes=5-", "If-Range", etag);
        assertThat(same.statusCode()).isEqualTo(206);
        assertThat(same.body()).isEqualTo("56789");
        for (String other : List.of("\"other\"", "W/" + etag, "Thu, 01 Jan 1970 00:00:00 GMT")) {
            HttpResponse<String> changed = kern.get(file, "Range", "bytes=5-", "If-Range", other);
            assertThat(changed.statusCode()).as(other).isEqualTo(200);
            assertThat(changed.body()).isEqualTo(DIGITS);
        }
        assertThat(kern.get(file, "If-Match", "\"other\"").statusCode()).isEqualTo(412);
        assertThat(kern.get(file, "If-Match", etag).statusCode()).isEqualTo(200);
    }

    @Test
    void givesNewContentANewTag() {
        kern.put("/memfs/changing.ts", bytes("1"));
        String etag = header(kern.get("/memfs/changing.ts"), "ETag");
        kern.put("/memfs/changing.ts", bytes("2"));
        HttpResponse<String> changed = kern.get("/memfs/changing.ts", "If-None-Match", etag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo("2");
    }

    @ParameterizedTest
    @FieldSource("FILES")
    void tellsTheLengthWithoutTheBody(String file) {
        HttpResponse<Void> head = head(file);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("10");
        assertThat(header(head, "Content-Type")).isEqualTo("video/MP2T");
        assertThat(header(head, "ETag")).isEqualTo(header(kern.get(file), "ETag"));
        assertThat(head("/memfs/missing.ts").statusCode()).isEqualTo(404);
    }

    /** RFC 9110 section 14.2: ranges are for GET. */
    @ParameterizedTest
    @FieldSource("FILES")
    void ignoresARangeWithoutABody(String file) {
        HttpResponse<Void> head = head(file, "Range", "bytes=2-5");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("10");
    }

    private HttpResponse<byte[]> compressed(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(kern.uri(path)).setHeader("Accept-Encoding", "br, gzip;q=0.5");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return kern.send(request.build(), BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/memfs/long.m3u8", "/long.m3u8", "/api/v3/fs/mem/long.m3u8", "/api/v3/fs/disk/long.m3u8"})
    void compressesPlaylists(String path) throws IOException {
        HttpResponse<byte[]> answer = compressed(path);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(answer.body().length).isLessThan(LONG_PLAYLIST.length() / 4);
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(LONG_PLAYLIST);
        }
        HttpResponse<String> plain = kern.get(path);
        assertThat(plain.body()).isEqualTo(LONG_PLAYLIST);
        assertThat(plain.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(header(answer, "ETag")).isNotEqualTo(header(plain, "ETag"));
    }

    @Test
    void sendsNothingAgainThatTheClientHasCompressed() {
        String etag = header(compressed("/memfs/long.m3u8"), "ETag");
        HttpResponse<byte[]> unchanged = compressed("/memfs/long.m3u8", "If-None-Match", etag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(header(unchanged, "ETag")).isEqualTo(etag);
        assertThat(kern.get("/memfs/long.m3u8", "If-None-Match", etag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void compressesNothingElse() {
        assertThat(header(compressed("/memfs/long.ts"), "Content-Encoding")).isEqualTo("none");
        assertThat(header(compressed("/memfs/short.m3u8"), "Content-Encoding")).isEqualTo("none");
        HttpResponse<byte[]> part = compressed("/memfs/long.m3u8", "Range", "bytes=0-6");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Encoding")).isEqualTo("none");
        assertThat(part.body()).asString(StandardCharsets.UTF_8).isEqualTo("#EXTM3U");
        for (String unwanted : List.of("gzip;q=0", "br", "identity", "*;q=0")) {
            assertThat(header(kern.get("/memfs/long.m3u8", "Accept-Encoding", unwanted), "Content-Encoding"))
                    .as(unwanted)
                    .isEqualTo("none");
        }
    }

    /** The API compresses its own answers, which must not happen to a file twice, nor to a part of it. */
    @Test
    void compressesNothingTwice() throws IOException {
        StringBuilder digits = new StringBuilder();
        new Random(1).ints(5000, 0, 10).forEach(digits::append);
        kern.put("/memfs/random.txt", bytes(digits.toString()));
        HttpResponse<byte[]> text = compressed("/api/v3/fs/mem/random.txt");
        assertThat(header(text, "Content-Encoding")).isEqualTo("gzip");
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(text.body()))) {
            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(digits.toString());
        }
        HttpResponse<byte[]> part = compressed("/api/v3/fs/mem/random.txt", "Range", "bytes=1000-2999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Encoding")).isEqualTo("none");
        assertThat(part.body()).asString(StandardCharsets.UTF_8).isEqualTo(digits.substring(1000, 3000));
        assertThat(header(compressed("/api/v3/fs/mem/long.ts"), "Content-Encoding"))
                .isEqualTo("none");
    }

    @Test
    void advisesToKeepFilesOfTheDiskButNoPlaylists() {
        assertThat(header(kern.get("/digits.ts"), "Cache-Control")).matches("max-age=(2[0-9][0-9]|300)");
        assertThat(header(kern.get("/long.m3u8"), "Cache-Control")).isEqualTo("none");
        assertThat(header(kern.get("/memfs/digits.ts"), "Cache-Control")).isEqualTo("none");
    }

    @Test
    void namesWhereAFileHasBeenPut() {
        HttpResponse<String> created = kern.send("POST", "/memfs/posted.txt", BodyPublishers.ofString("posted"));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(header(created, "Content-Location")).isEqualTo("/memfs/posted.txt");
        assertThat(kern.put("/memfs/posted.txt", bytes("again")).statusCode()).isEqualTo(204);
        assertThat(kern.get("/memfs/posted.txt").body()).isEqualTo("again");
    }
}
