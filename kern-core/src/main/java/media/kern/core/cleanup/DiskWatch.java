package media.kern.core.cleanup;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import media.kern.core.fs.FileSystem;
import media.kern.core.process.ManagedProcess;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.UnknownProcessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops all processes that write to a disk which has reached its limit: nobody else stops FFmpeg from filling it. They stay
 * stopped until a user starts them again.
 */
public final class DiskWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final String WARNING = "Shutting down because filesystem is full";

    private final FileSystem disk;
    private final ProcessManager processes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kern-disk-watch").daemon().factory());

    public DiskWatch(FileSystem disk, ProcessManager processes) {
        this.disk = disk;
        this.processes = processes;
    }

    /** Begins to look, every 10 seconds. */
    public void start() {
        var _ = timer.scheduleWithFixedDelay(
                this::checkInPeace, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A timer gives up what fails once. */
    private void checkInPeace() {
        try {
            check();
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("Looking after the disk failed for a moment");
        }
    }

    /** Looks once; returns when all processes have ended that have to. */
    void check() {
        long limit = disk.limitBytes();
        long size = limit > 0 ? disk.sizeBytes() : 0;
        if (limit <= 0 || size < limit) {
            return;
        }
        String why = WARNING + ": its files have " + size + " bytes, the limit is " + limit
                + " (storage.disk.max_size_mbytes)";
        try (ExecutorService stops = Executors.newVirtualThreadPerTaskExecutor()) {
            processes.list().stream()
                    .filter(ManagedProcess::fillsDisk)
                    .map(process -> process.stored().id())
                    .forEach(id -> stops.execute(() -> stop(id, why)));
        }
    }

    private void stop(String id, String why) {
        try {
            if (processes.stopFillingDisk(id, why)) {
                LOG.atWarn().addKeyValue("id", id).log(WARNING);
            }
        } catch (UnknownProcessException e) {
            LOG.atDebug().addKeyValue("id", id).setCause(e).log("Deleted before it could be stopped");
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("id", id).setCause(e).log("A process that fills the disk can not be stopped");
        }
    }

    /** Looks no more. Processes that are being stopped end by themselves. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
