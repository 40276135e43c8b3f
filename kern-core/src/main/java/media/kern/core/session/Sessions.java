package media.kern.core.session;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import media.kern.core.store.AtomicFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All collectors, their clock, and their histories on disk. */
public final class Sessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Sessions");
    private static final Duration PENDING = Duration.ofSeconds(5);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofSeconds(30);
    /** A history of 50,000 records with the longest texts. */
    private static final long MAX_FILE_BYTES = 128L * 1024 * 1024;

    private final Settings settings;
    private final Map<CollectorId, Collector> collectors = new EnumMap<>(CollectorId.class);
    private final Map<CollectorId, History> histories = new EnumMap<>(CollectorId.class);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("kern-sessions").factory());

    /**
     * How sessions are kept.
     *
     * @param enabled if not, nobody is counted and nothing is limited
     * @param idle how long a session lives after its last bytes
     * @param ignored addresses that are not counted
     * @param folder where the histories are kept; null is nowhere
     * @param writeEvery how often they are written; zero is at the end only
     */
    public record Settings(
            boolean enabled,
            Duration idle,
            SessionLimits limits,
            Predicate<InetAddress> ignored,
            @Nullable Path folder,
            Duration writeEvery) {
        /** Nobody is counted. */
        public static final Settings OFF =
                new Settings(false, PENDING, SessionLimits.NONE, address -> true, null, Duration.ZERO);
    }

    private Sessions(Settings settings, InstantSource time, LongSupplier nanos) {
        this.settings = settings;
        Bandwidth bandwidth = new Bandwidth(settings.limits().maxBitrate());
        for (CollectorId id : CollectorId.values()) {
            History history = new History();
            histories.put(id, history);
            collectors.put(id, new Collector(id, rules(id, settings, time, nanos), bandwidth, history));
        }
    }

    private static Collector.Rules rules(CollectorId id, Settings settings, InstantSource time, LongSupplier nanos) {
        if (id.traffic() == CollectorId.Traffic.UPLOADS) {
            Predicate<InetAddress> ignored = address -> !settings.enabled();
            return new Collector.Rules(UPLOAD_TIMEOUT, UPLOAD_TIMEOUT, SessionLimits.NONE, ignored, time, nanos);
        }
        Duration pending = PENDING.compareTo(settings.idle()) < 0 ? PENDING : settings.idle();
        return new Collector.Rules(pending, settings.idle(), settings.limits(), settings.ignored(), time, nanos);
    }

    /**
     * Reads the histories, as far as there are any, and begins to count.
     *
     * @throws IOException if the folder cannot be made
     */
    public static Sessions start(Settings settings, InstantSource time) throws IOException {
        Sessions sessions = stopped(settings, time, System::nanoTime);
        if (settings.enabled()) {
            sessions.run();
        }
        return sessions;
    }

    /** With nothing that runs by itself: {@link #tick()} has to be called once a second. */
    static Sessions stopped(Settings settings, InstantSource time, LongSupplier nanos) throws IOException {
        Sessions sessions = new Sessions(settings, time, nanos);
        if (settings.folder() != null) {
            sessions.read(settings.folder());
        }
        return sessions;
    }

    private void run() {
        var _ = clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        long every = settings.writeEvery().toSeconds();
        if ((settings.folder() != null) && (every > 0)) {
            var _ = clock.scheduleAtFixedRate(this::write, every, every, TimeUnit.SECONDS);
        }
    }

    void tick() {
        collectors.values().forEach(Collector::tick);
    }

    private void read(Path folder) throws IOException {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new IOException("unable to create filesystem for persisting sessions: " + e.getMessage(), e);
        }
        for (Map.Entry<CollectorId, History> entry : histories.entrySet()) {
            Path file = folder.resolve(entry.getKey().text() + ".json");
            if (Files.isRegularFile(file)) {
                read(file, entry.getValue());
            }
        }
    }

    /** What cannot be read is put aside, for it would be overwritten. */
    private static void read(Path file, History history) throws IOException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new IOException("it has more than " + MAX_FILE_BYTES + " bytes");
            }
            history.addAll(Files.readAllBytes(file));
        } catch (IOException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.atWarn()
                    .addKeyValue("file", aside)
                    .log("The history of sessions cannot be read and begins anew: " + e.getMessage());
        }
    }

    private synchronized void write() {
        Path folder = settings.folder();
        if (folder == null) {
            return;
        }
        histories.forEach((id, history) -> {
            Path file = folder.resolve(id.text() + ".json");
            try {
                AtomicFile.write(file, history.document());
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("file", file).log("The history of sessions is not written: " + e.getMessage());
            }
        });
    }

    /** Whether anybody is counted at all. */
    public boolean enabled() {
        return settings.enabled();
    }

    /** One of the collectors; there is one of each. */
    public Collector collector(CollectorId id) {
        Collector collector = collectors.get(id);
        if (collector == null) {
            throw new IllegalArgumentException("no collector " + id);
        }
        return collector;
    }

    /** Ends all sessions and writes the histories. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.atWarn().log("The history of sessions is still being written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        collectors.values().forEach(Collector::closeAll);
        if (settings.enabled()) {
            write();
        }
    }
}
