package media.kern.core.session;

import static media.kern.core.session.CollectorId.HLS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionHistoryTest {
    private Path folder;
    private Path file;

    @BeforeEach
    void place(@TempDir Path temporary) {
        folder = temporary.resolve("sessions");
        file = folder.resolve("hls.json");
    }

    private static void watch(TestingSessions sessions, String id) {
        Session session = sessions.come(HLS, id).orElseThrow();
        session.activate();
        session.sent(100_646);
    }

    @Test
    void staysAcrossRestarts() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (TestingSessions sessions = TestingSessions.in(folder)) {
                watch(sessions, "a");
            }
        }
        assertThat(Files.readString(file)).isEqualTo("""
                {
                    "sessions": {
                        "/memfs/live.m3u8:example.com:live": {
                            "location": "/memfs/live.m3u8",
                            "peer": "example.com",
                            "reference": "live",
                            "total_sessions": 2,
                            "total_rxbytes": 0,
                            "total_txbytes": 201292
                        }
                    }
                }""");
        assertThat(Files.readString(folder.resolve("rtmp.json")).replaceAll("\\s", ""))
                .isEqualTo("{\"sessions\":{}}");
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
    }

    @Test
    void countsTheFieldsOfARecordNotItsKey() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file, """
                {"sessions": {"any": {"location": "/memfs/live.m3u8", "peer": "example.com", "reference": "live",
                 "total_sessions": 40, "total_rxbytes": 1, "total_txbytes": 2, "foreign": [1]}}, "foreign": {}}
                """);
        try (TestingSessions sessions = TestingSessions.in(folder)) {
            assertThat(sessions.of(HLS).past())
                    .containsExactly(new PastSessions("/memfs/live.m3u8", "example.com", "live", new Totals(40, 1, 2)));
        }
    }

    @Test
    void putsAsideWhatItCannotRead() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file, "{\"sessions\": {\"a\": ");
        try (TestingSessions sessions = TestingSessions.in(folder)) {
            assertThat(sessions.of(HLS).past()).isEmpty();
        }
        assertThat(folder.resolve("hls.json.unreadable")).hasContent("{\"sessions\": {\"a\": ");
    }

    @Test
    void isBoundedAndLosesNoBytes() {
        try (TestingSessions sessions = TestingSessions.in(folder)) {
            LongStream.range(0, 50_100).forEach(number -> {
                Newcomer newcomer = new Newcomer("id" + number, "live", "/live.m3u8", "peer" + number, "");
                if (sessions.of(HLS).register(newcomer) instanceof Admission.Admitted(Session session)) {
                    session.activate();
                    session.sent(10);
                    session.close();
                }
            });
            assertThat(sessions.of(HLS).past()).hasSize(50_001);
            assertThat(sessions.of(HLS).past().stream()
                            .mapToLong(past -> past.totals().sentBytes())
                            .sum())
                    .isEqualTo(501_000);
        }
    }
}
