package media.kern.server;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import media.kern.testing.s3.TestingS3;

/** How S3 storages of test servers are told to the server. */
public final class TestingStorage {
    private TestingStorage() {}

    /** A storage of this name in a bucket of this name, with the mount that it is called by. */
    public static String url(String endpoint, String name, String more) {
        return "http://%s:%s@.%s/%s?name=%s&mount=/%s%s"
                .formatted(
                        TestingS3.ACCESS_KEY_ID,
                        TestingS3.SECRET_ACCESS_KEY,
                        endpoint,
                        "bucket-" + name.toLowerCase(Locale.ROOT).replace('_', '-'),
                        name,
                        name,
                        more);
    }

    public static Map<String, String> environment(String... urls) {
        return Map.of("CORE_STORAGE_S3", String.join("|", urls));
    }

    /** Waits until the storage has reached its bucket. */
    public static void awaitAvailable(TestingKern kern, String name) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> kern.get("/api/v3/fs/" + name).statusCode() == 200);
    }
}
