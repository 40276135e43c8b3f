package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDocumentTest {
    private final Config defaults = Config.defaults();

    @Test
    void writesTheLayoutOfAFreshFile() {
        String text = new String(defaults.with(Settings.NAME, "<&>").toJson(), StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith("{\n    \"created_at\": \"")
                .contains("\",\n    \"version\": 3,\n    \"id\": \"")
                .containsIgnoringCase("\"name\": \"\\u003c\\u0026\\u003e\"")
                .contains("\n    \"api\": {\n        \"read_only\": false,\n        \"access\": {")
                .contains("\"topics\": [],")
                .containsSubsequence(
                        "\"cors\": {", "\"mimetypes_file\": ", "\"rtmp\": {", "\"router\": {", "\"webrtc\": {")
                .contains("\"routes\": {},")
                .endsWith("\n}");
    }

    @Test
    void becomesTheDefaultsFromVersion1WithoutRtmpAndSrt() throws Exception {
        Config config =
                read("{\"version\":1,\"id\":\"i\",\"name\":\"n\",\"api\":{\"auth\":{\"jwt\":{\"secret\":\"s\"}}}}")
                        .config();

        assertThat(config.toJson())
                .isEqualTo(defaults.with(Settings.ID, "i")
                        .with(Settings.NAME, "n")
                        .with(Settings.API_AUTH_JWT_SECRET, "s")
                        .toJson());
    }

    @Test
    void takesTheTypesOfVersion2AsTheAllowedOnes() throws Exception {
        Config config = read("{\"version\":2,\"storage\":{\"disk\":{\"cache\":{\"types\":[\".ts\"]}}}}")
                .config();

        assertThat(config.get(Settings.STORAGE_DISK_CACHE_TYPES_ALLOW)).containsExactly(".ts");
        assertThat(config.get(Settings.STORAGE_DISK_CACHE_TYPES_BLOCK)).containsExactly(".m3u8", ".mpd");
    }

    @Test
    void movesTheAddressOfRtmpsFromVersion1() throws Exception {
        Config config = read("{\"version\":1,\"rtmp\":{\"enable_tls\":true,\"app\":\"live\"}}")
                .config();

        assertThat(config.get(Settings.RTMP_ENABLE)).isTrue();
        assertThat(config.get(Settings.RTMP_ADDRESS)).isEqualTo(":1934");
        assertThat(config.get(Settings.RTMP_ADDRESS_TLS)).isEqualTo(":1935");
        assertThat(config.get(Settings.RTMP_APP)).isEqualTo("/live");
    }

    @Test
    void doesNotMoveTheAddressOfRtmpsAgain() throws Exception {
        Config migrated = read("{\"version\":1,\"rtmp\":{\"enable_tls\":true}}").config();
        Config again = read("{\"version\":1,\"name\":\"n\",\"rtmp\":{\"enable_tls\":true}}", migrated)
                .config();

        assertThat(again.get(Settings.RTMP_ADDRESS)).isEqualTo(":1934");
        assertThat(again.get(Settings.RTMP_ADDRESS_TLS)).isEqualTo(":1935");
        Config off =
                read("{\"version\":1,\"rtmp\":{\"enable_tls\":false}}", again).config();
        assertThat(off.get(Settings.RTMP_ADDRESS)).isEqualTo(":1935");
        assertThat(off.get(Settings.RTMP_ADDRESS_TLS)).isEqualTo(":1936");
    }

    @Test
    void refusesAnAddressOfVersion1WithoutPort() {
        assertThatThrownBy(() -> read("{\"version\":1,\"rtmp\":{\"enable_tls\":true,\"address\":\"1935\"}}"))
                .hasMessage("migrating rtmp.address to rtmp.address_tls failed: address 1935: missing port in address");
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void keepsWhatAnOldLayoutDoesNotKnow(int version) throws Exception {
        S3Storage storage = new S3Storage("a", "/a", S3Storage.Auth.NONE, "e", "k", "s", "b", "r", true);
        Config before = defaults.with(Settings.STORAGE_S3, List.of(storage))
                .with(Settings.DEBUG_MEMORY_LIMIT_MBYTES, 5L)
                .with(Settings.TLS_EMAIL, "a@b.c")
                .with(Settings.RTMP_ADDRESS_TLS, ":7")
                .with(Settings.STORAGE_DISK_CACHE_TYPES_BLOCK, List.of(".zzz"));
        Config after = read(
                        "{\"version\":" + version
                                + ",\"storage\":{\"disk\":{\"cache\":{\"types\":[\".ccc\"]}},\"s3\":[]}}",
                        before)
                .config();

        assertThat(after.toJson())
                .isEqualTo(before.with(Settings.STORAGE_DISK_CACHE_TYPES_ALLOW, List.of(".ccc"))
                        .toJson());
    }

    @Test
    void replacesMapsAndListsAsAWhole() throws Exception {
        Config before = read("{\"version\":3,\"router\":{\"routes\":{\"/a\":\"/b\"}},"
                        + "\"storage\":{\"s3\":[{\"name\":\"a\",\"secret_access_key\":\"s\"}]}}")
                .config();
        Config after = read(
                        "{\"version\":3,\"router\":{\"routes\":{\"/c\":\"/d\"}},\"storage\":{\"s3\":[{\"name\":\"b\"}]}}",
                        before)
                .config();

        assertThat(after.get(Settings.ROUTER_ROUTES)).isEqualTo(Map.of("/c", "/d"));
        assertThat(after.get(Settings.STORAGE_S3).getFirst().secretAccessKey()).isEmpty();
    }

    @Test
    void takesNullAsMissingButEmptiesListsAndMaps() throws Exception {
        Config before = defaults.with(Settings.HOST_NAME, List.of("a"))
                .with(Settings.ROUTER_ROUTES, new RoutesType().parse("/a:/b"))
                .with(Settings.ADDRESS, ":1");
        ConfigDocument document = read(
                "{\"version\":3,\"address\":null,\"host\":{\"name\":null},\"router\":{\"routes\":null},\"log\":null}",
                before);

        assertThat(document.config().get(Settings.ADDRESS)).isEqualTo(":1");
        assertThat(document.config().get(Settings.HOST_NAME)).isEmpty();
        assertThat(document.config().get(Settings.ROUTER_ROUTES)).isEmpty();
        assertThat(document.given()).containsExactly(Settings.VERSION);
    }

    @Test
    void readsNamesWithoutRegardToCaseAndTheLastOfTwo() throws Exception {
        assertThat(read("{\"VERSION\":3,\"Name\":\"a\",\"name\":\"b\"}")
                        .config()
                        .get(Settings.NAME))
                .isEqualTo("b");
    }

    @Test
    void keepsUnknownFields() throws Exception {
        ConfigDocument document = read("{\"version\":3,\"X\":{\"y\":[1,null]},\"log\":{\"z\":true}}");
        String text = new String(
                JsonOutput.compact(out -> Layout.CURRENT.write(out, document.config(), document.unknown())),
                StandardCharsets.UTF_8);

        assertThat(document.unknown().paths()).containsExactly("X", "log.z");
        assertThat(text).contains("\"max_lines\":1000,\"z\":true}").endsWith(",\"X\":{\"y\":[1,null]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|syntax error at line 1, character 0: unexpected end of JSON input",
                "{\"version\": 3} x|syntax error at line 1, character 16: invalid character 'x' after top-level value",
                "[]|expect type 'config.Data' for '' at line 1, character 1: ",
                "{\"version\":\"3\"}|expect type 'int64' for 'version' at line 1, character 12: ",
                "{\"version\":3,\"address\":5}|expect type 'string' for 'address' at line 1, character 24: ",
                "{\"version\":3,\"log\":{\"max_lines\":1.0}}|expect type 'int' for 'log.max_lines' at line 1, ",
                "{\"version\":3,\"log\":{\"max_lines\":\"1\"}}|expect type 'int' for 'log.max_lines' at line 1, ",
                "{\"version\":3,\"host\":{\"name\":\"a\"}}|expect type '[]string' for 'host.name' at line 1, ",
                "{\"version\":3,\"host\":{\"name\":[1]}}|expect type 'string' for 'host.name' at line 1, ",
                "{\"version\":3,\"router\":{\"routes\":[]}}|expect type 'map[string]string' for 'router.routes' at ",
                "{\"version\":3,\"created_at\":\"foo\"}|parsing time \"foo\" as ",
            })
    void namesTheFaultAndItsPlace(String document, String message) {
        assertThatThrownBy(() -> read(document == null ? "" : document))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}|0", "{\"version\":null}|0", "{\"version\":99}|99", "{\"version\":-1}|-1"})
    void refusesOtherVersions(String document, long version) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOfSatisfying(
                        UnknownConfigVersionException.class,
                        e -> assertThat(e.version()).isEqualTo(version))
                .hasMessage(
                        "unknown configuration layout version (found version " + version + ", expecting version 3)");
    }

    private ConfigDocument read(String document) throws Exception {
        return read(document, defaults);
    }

    private static ConfigDocument read(String document, Config over) throws Exception {
        return ConfigDocument.read(document.getBytes(StandardCharsets.UTF_8), over);
    }
}
