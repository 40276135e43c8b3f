package media.kern.core.session;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sessions whose time the test makes. */
final class TestingSessions implements AutoCloseable {
    private final AtomicLong nanos = new AtomicLong();
    private final Sessions sessions;

    private TestingSessions(Sessions.Settings settings) {
        try {
            sessions = Sessions.stopped(
                    settings, () -> Instant.ofEpochSecond(1_000_000).plusNanos(nanos.get()), nanos::get);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static TestingSessions with(Duration idle, SessionLimits limits) {
        return new TestingSessions(settings(idle, limits, null));
    }

    static TestingSessions in(Path folder) {
        return new TestingSessions(settings(Duration.ofHours(1), SessionLimits.NONE, folder));
    }

    private static Sessions.Settings settings(Duration idle, SessionLimits limits, @Nullable Path folder) {
        return new Sessions.Settings(true, idle, limits, InetAddress::isLoopbackAddress, folder, Duration.ZERO);
    }

    Collector of(CollectorId id) {
        return sessions.collector(id);
    }

    /** Whole seconds go by, one after the other. */
    void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            sessions.tick();
        }
    }

    static Newcomer newcomer(String id) {
        return new Newcomer(id, "live", "/memfs/live.m3u8", "example.com", "Player/1.0");
    }

    /** Registers somebody; empty if he is refused. */
    Optional<Session> come(CollectorId collector, String id) {
        return of(collector).register(newcomer(id)) instanceof Admission.Admitted(Session session)
                ? Optional.of(session)
                : Optional.empty();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
