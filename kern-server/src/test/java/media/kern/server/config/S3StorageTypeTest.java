package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3StorageTypeTest {
    private static final Surroundings NOWHERE = new Surroundings(Path.of("."), Map.of(), hosts -> List.of());
    private static final String FIRST = "https://id1:sec1@region1.subdomain.endpoint1.com/bucket1"
            + "?name=aaa1&mount=/abc1&username=xxx1&password=yyy1";
    private static final String SECOND = "http://id2:sec2@region2.endpoint2.com/b?name=aaa2&mount=/abc2";

    private final S3StorageType type = new S3StorageType();

    @Test
    void readsSeveralStorages() throws InvalidValueException {
        assertThat(type.parse(FIRST + "|" + SECOND))
                .containsExactly(
                        new S3Storage(
                                "aaa1",
                                "/abc1",
                                new S3Storage.Auth(true, "xxx1", "yyy1"),
                                "subdomain.endpoint1.com",
                                "id1",
                                "sec1",
                                "bucket1",
                                "region1",
                                true),
                        new S3Storage(
                                "aaa2",
                                "/abc2",
                                S3Storage.Auth.NONE,
                                "endpoint2.com",
                                "id2",
                                "sec2",
                                "b",
                                "region2",
                                false));
    }

    @ParameterizedTest
    @CsvSource({
        "http://k:s@.minio:9000/b?name=a&mount=/a, '', minio:9000",
        "http://k:s@eu.s3.example.com/b?name=a&mount=/a, eu, s3.example.com",
        "http://k:s@localhost:9000/b?name=a&mount=/a, '', localhost:9000",
        "http://k:s@127.0.0.1:9000/b?name=a&mount=/a, '', 127.0.0.1:9000",
        "http://k:s@127.0.0.1/b?name=a&mount=/a, '', 127.0.0.1",
        "http://k:s@[::1]:9000/b?name=a&mount=/a, '', [::1]:9000",
        "http://k:s@s3.example.com/b?name=a&mount=/a&region=eu-1, eu-1, s3.example.com",
        "http://k:s@.s3.example.com/b?name=a&mount=/a&region=, '', s3.example.com",
    })
    void findsRegionAndEndpoint(String url, String region, String endpoint) throws InvalidValueException {
        S3Storage storage = type.parse(url).getFirst();

        assertThat(storage.region()).isEqualTo(region);
        assertThat(storage.endpoint()).isEqualTo(endpoint);
    }

    @Test
    void decodesEverything() throws InvalidValueException {
        S3Storage storage = type.parse("http://k%40:s%2Fx@r.e/b/c%20d?name=a+b&mount=%2Fm&username=")
                .getFirst();

        assertThat(storage.accessKeyId()).isEqualTo("k@");
        assertThat(storage.secretAccessKey()).isEqualTo("s/x");
        assertThat(storage.bucket()).isEqualTo("b/c d");
        assertThat(storage.name()).isEqualTo("a b");
        assertThat(storage.auth()).isEqualTo(new S3Storage.Auth(true, "", ""));
    }

    @Test
    void printsWithoutSecrets() throws InvalidValueException {
        assertThat(type.print(type.parse(FIRST)))
                .isEqualTo("https://id1:---@region1.subdomain.endpoint1.com/bucket1"
                        + "?mount=%2Fabc1&name=aaa1&password=---&username=xxx1");
        assertThat(type.print(type.parse(SECOND)))
                .isEqualTo("http://id2:---@region2.endpoint2.com/b?mount=%2Fabc2&name=aaa2");
    }

    @Test
    void tellsNoSecretOfAnUnreadableUrl() {
        assertThatThrownBy(() -> type.parse("http://id:top%zz/secret@host/b?password=hidden"))
                .hasMessageStartingWith("invalid S3 storage URL (http://id:---@host/b?password=---): parse ")
                .hasMessageNotContainingAny("top", "secret", "hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "'', the name for s3 storage 0 is missing",
        "http://k:s@r.e/b?name=a.b&mount=/a, 'the name for s3 storage must match the pattern ^[A-Za-z0-9_-]+$'",
        "http://k:s@r.e/b?name=a, the mountpoint for s3 storage 0 is missing",
        "http://k:s@r.e/b?name=a&mount=/a&username=, "
                + "'auth is enabled, but no username and password are set for s3 storage 0'",
        "http://k:s@r.e/b?name=a&mount=/a|x, the name for s3 storage 1 is missing",
        "http://k:s@r.e/b?name=a&mount=/a, ",
    })
    void judges(String urls, String message) throws InvalidValueException {
        assertThat(type.check(type.parse(urls), NOWHERE)).isEqualTo(Optional.ofNullable(message));
    }
}
