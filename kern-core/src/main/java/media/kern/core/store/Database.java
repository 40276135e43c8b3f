package media.kern.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.process.ProcessStore;
import media.kern.core.process.StoredProcess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code db.json}, version 4, readable and writable by the datarhei Core. Changes are made in memory and
 * written by one thread: all changes that arrive while a write is under way share the next one, so bursts cost two
 * writes. A change is reported as done only when it is on stable storage.
 */
public final class Database implements ProcessStore {
    private static final Logger LOG = LoggerFactory.getLogger("ProcessStore");
    private static final int MAX_KEYS = 10_000;

    private final Path file;
    private final Disk disk;
    private final AtomicBoolean tidied = new AtomicBoolean();

    // Guarded by this.
    private final DatabaseContent content;
    private List<CompletableFuture<Void>> unwritten = new ArrayList<>();
    private boolean writing;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /** Replaces a file durably; returns when it is on stable storage. */
    @FunctionalInterface
    interface Disk {
        void write(Path file, byte[] content) throws IOException;
    }

    private Database(Path file, Disk disk, DatabaseContent content) {
        this.file = file;
        this.disk = disk;
        this.content = content;
    }

    /**
     * Reads the file, or starts empty if there is none.
     *
     * @throws DatabaseException if it cannot be understood; the file is left untouched
     */
    public static Database open(Path file) throws DatabaseException {
        return open(file, AtomicFile::write);
    }

    static Database open(Path file, Disk disk) throws DatabaseException {
        try {
            return new Database(file, disk, DatabaseContent.read(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return new Database(file, disk, new DatabaseContent());
        } catch (IOException | JsonException e) {
            throw new DatabaseException(file, e.getMessage());
        } catch (UnsupportedVersionException e) {
            throw new DatabaseException(file, e.getMessage());
        }
    }

    @Override
    public synchronized Collection<StoredProcess> processes() {
        return List.copyOf(content.processes.values());
    }

    @Override
    public synchronized CompletableFuture<Void> idle() {
        return idle.copy();
    }

    @Override
    public synchronized CompletableFuture<Void> save() {
        return changed();
    }

    @Override
    public synchronized CompletableFuture<Void> put(StoredProcess process) {
        content.put(process);
        return changed();
    }

    @Override
    public synchronized CompletableFuture<Void> rename(String oldId, StoredProcess process) {
        content.processes.remove(oldId);
        content.put(process);
        Map<String, Object> metadata = content.processMetadata.remove(oldId);
        if (metadata != null) {
            content.processMetadata.put(process.id(), metadata);
        }
        return changed();
    }

    @Override
    public synchronized CompletableFuture<Void> remove(String id) {
        content.processes.remove(id);
        content.processMetadata.remove(id);
        return changed();
    }

    @Override
    public synchronized Optional<Map<String, Object>> metadata(String processId) {
        return Optional.ofNullable(content.processMetadata.get(processId)).filter(metadata -> !metadata.isEmpty());
    }

    @Override
    public synchronized CompletableFuture<Void> putMetadata(String processId, String key, @Nullable Object value) {
        Map<String, Object> current = content.processMetadata.getOrDefault(processId, Map.of());
        content.processMetadata.put(processId, with(current, key, value));
        return changed();
    }

    @Override
    public synchronized Map<String, Object> systemMetadata() {
        return content.systemMetadata;
    }

    @Override
    public synchronized CompletableFuture<Void> putSystemMetadata(String key, @Nullable Object value) {
        content.systemMetadata = with(content.systemMetadata, key, value);
        return changed();
    }

    /** A changed copy: readers may still hold the map. */
    private static Map<String, Object> with(Map<String, Object> current, String key, @Nullable Object value) {
        Map<String, Object> changed = new TreeMap<>(current);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        if (changed.size() > MAX_KEYS) {
            throw new IllegalArgumentException("more than " + MAX_KEYS + " metadata keys");
        }
        return changed;
    }

    private CompletableFuture<Void> changed() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        unwritten.add(done);
        if (!writing) {
            writing = true;
            idle = new CompletableFuture<>();
            Thread.ofVirtual().name("kern-database").start(this::writeUntilClean);
        }
        return done;
    }

    private void writeUntilClean() {
        removeLeftovers();
        while (true) {
            List<CompletableFuture<Void>> written;
            synchronized (this) {
                if (unwritten.isEmpty()) {
                    writing = false;
                    idle.complete(null);
                    return;
                }
                written = unwritten;
                unwritten = new ArrayList<>();
            }
            try {
                disk.write(file, document());
                written.forEach(done -> done.complete(null));
            } catch (IOException | RuntimeException e) {
                LOG.atError().addKeyValue("path", file).setCause(e).log("The database cannot be written");
                written.forEach(done -> done.completeExceptionally(e));
            }
        }
    }

    /** Before the first write, when this is known to be the only server that uses the file. */
    private void removeLeftovers() {
        if (tidied.compareAndSet(false, true)) {
            try {
                AtomicFile.removeLeftovers(file);
            } catch (IOException | RuntimeException e) {
                LOG.atWarn().addKeyValue("path", file).setCause(e).log("Leftovers of a crash cannot be removed");
            }
        }
    }

    /** Copied under the lock, put into words outside: readers on event loops wait for the lock. */
    private byte[] document() {
        DatabaseContent copy;
        synchronized (this) {
            copy = content.copy();
        }
        return JsonOutput.indented(4, copy::write);
    }
}
