package media.kern.core.fs;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Files in memory, outside the heap. Names are flat: a file may be called like a directory of another. With purging, the
 * oldest files give way to new ones that would not fit otherwise.
 */
public final class MemoryFileSystem implements FileSystem {
    /** The most files, uploads included. */
    static final int MAX_FILES = 1_000_000;

    private final ContentMemory memory;
    private final int maxFiles;

    /** Makes entity tags differ from those of earlier runs. */
    private final String instance = Long.toHexString(new SecureRandom().nextLong());

    /** Read without the lock, changed with it. */
    private final ConcurrentNavigableMap<String, MemoryContent> files = new ConcurrentSkipListMap<>();

    private final ReentrantLock lock = new ReentrantLock();

    /** The contents of {@link #files} in the order they were stored. */
    private final SequencedSet<MemoryContent> byAge = new LinkedHashSet<>();

    private final Quota quota;
    private boolean purge;
    private boolean closed;
    private long generation;
    private int uploads;

    /**
     * @param limitBytes the most that all files may take, 0 or less = no limit
     * @param purge whether the oldest files are removed when a new one would not fit
     * @throws IOException if the machine has no memory to offer, neither anonymous nor as temporary files
     */
    public MemoryFileSystem(long limitBytes, boolean purge) throws IOException {
        this(ContentMemory.open("kern-mem"), limitBytes, purge, MAX_FILES);
    }

    /** Takes over the memory. */
    MemoryFileSystem(ContentMemory memory, long limitBytes, boolean purge, int maxFiles) {
        this.memory = memory;
        this.quota = new Quota(limitBytes);
        this.purge = purge;
        this.maxFiles = maxFiles;
    }

    @Override
    public String name() {
        return "mem";
    }

    @Override
    public String type() {
        return "mem";
    }

    @Override
    public Optional<StoredFile> open(String path) throws IOException {
        String name = FilePath.normalise(path);
        // A content that is gone has lost its name before, so the next look finds its successor or nothing.
        for (MemoryContent content = files.get(name); content != null; content = files.get(name)) {
            if (content.retain()) {
                return Optional.of(new OpenMemoryFile(content));
            }
        }
        return Optional.empty();
    }

    @Override
    public Upload create(String path) throws IOException {
        String name = FilePath.normalise(path);
        if (name.equals("/")) {
            throw new IsDirectoryException(name);
        }
        Quota.Claim claim = claim(name);
        try {
            return new MemoryUpload(this, claim, memory.allocate());
        } catch (IOException | RuntimeException e) {
            abort(claim);
            throw e;
        }
    }

    private Quota.Claim claim(String name) throws StorageException {
        lock.lock();
        try {
            requireOpen();
            MemoryContent present = files.get(name);
            if (present == null && byAge.size() + uploads >= maxFiles) {
                throw new NoSpaceException("too many files in memory: the limit is " + maxFiles);
            }
            uploads++;
            return quota.claim(name, present == null ? 0 : present.size());
        } finally {
            lock.unlock();
        }
    }

    void take(Quota.Claim claim, long bytes) throws StorageException {
        lock.lock();
        try {
            quota.take(claim, bytes, purge);
        } finally {
            lock.unlock();
        }
    }

    void abort(Quota.Claim claim) {
        lock.lock();
        try {
            end(claim);
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if the name is new. */
    boolean commit(Quota.Claim claim, ContentMemory.Region region) throws StorageException {
        String name = claim.name();
        List<MemoryContent> gone;
        boolean created;
        lock.lock();
        try {
            requireOpen();
            gone = makeRoom(claim);
            end(claim);
            MemoryContent old = files.get(name);
            MemoryContent content = new MemoryContent(name, region, claim.bytes(), Instant.now(), nextEtag());
            files.put(name, content);
            byAge.add(content);
            created = old == null;
            if (old != null) {
                byAge.remove(old);
                gone.add(old);
            }
            quota.changed(name, old == null ? 0 : old.size(), content.size());
        } finally {
            lock.unlock();
        }
        gone.forEach(MemoryContent::release);
        return created;
    }

    /** Removes the oldest files, as many as the upload needs, or none if it is refused. */
    private List<MemoryContent> makeRoom(Quota.Claim claim) throws StorageException {
        long missing = quota.missing(claim);
        if (missing > 0 && !purge) {
            throw new NoSpaceException();
        }
        return purgeOldest(missing, claim.name());
    }

    /** The caller releases them when it has let go of the lock. */
    private List<MemoryContent> purgeOldest(long bytes, String spared) {
        List<MemoryContent> oldest = new ArrayList<>();
        long freed = 0;
        for (MemoryContent content : byAge) {
            if (freed >= bytes) {
                break;
            }
            if (content.size() > 0 && !content.name().equals(spared)) {
                oldest.add(content);
                freed += content.size();
            }
        }
        oldest.forEach(this::forget);
        return oldest;
    }

    private void forget(MemoryContent content) {
        files.remove(content.name());
        byAge.remove(content);
        quota.changed(content.name(), content.size(), 0);
    }

    private void end(Quota.Claim claim) {
        quota.drop(claim);
        uploads--;
    }

    private String nextEtag() {
        generation++;
        return "\"" + instance + "-" + Long.toHexString(generation) + "\"";
    }

    private void requireOpen() throws StorageException {
        if (closed) {
            throw new StorageException("the file system is closed");
        }
    }

    @Override
    public OptionalLong remove(String path) throws IOException {
        String name = FilePath.normalise(path);
        MemoryContent content;
        lock.lock();
        try {
            content = files.get(name);
            if (content == null) {
                return OptionalLong.empty();
            }
            forget(content);
        } finally {
            lock.unlock();
        }
        content.release();
        return OptionalLong.of(content.size());
    }

    /** Names are flat: there are no folders. */
    @Override
    public void removeEmptyFolders(String path) throws IOException {
        FilePath.normalise(path);
    }

    @Override
    public List<FileInfo> list(String prefix, int maxElements, Predicate<String> filter) {
        return files.tailMap(prefix, true).values().stream()
                .takeWhile(content -> content.name().startsWith(prefix))
                .filter(content -> FilePath.elements(content.name()) <= maxElements)
                .filter(content -> filter.test(content.name()))
                .map(content -> new FileInfo(content.name(), content.size(), content.lastModified()))
                .toList();
    }

    /** Names are sorted, so nothing but the files of a listing is looked at. */
    @Override
    public String listingPrefix(String prefix) {
        return prefix;
    }

    /**
     * Sets limit and purging anew. If more is stored than the new limit allows, the oldest files are removed, also without
     * purging.
     *
     * @param limitBytes 0 or less = no limit, which never removes anything
     */
    public void resize(long limitBytes, boolean purge) {
        List<MemoryContent> gone;
        lock.lock();
        try {
            this.purge = purge;
            quota.limit(limitBytes);
            // No file is called "/", so none is spared.
            gone = quota.limit() == 0 ? List.of() : purgeOldest(quota.used() - quota.limit(), "/");
        } finally {
            lock.unlock();
        }
        gone.forEach(MemoryContent::release);
    }

    @Override
    public long sizeBytes() {
        lock.lock();
        try {
            return quota.used();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long fileCount() {
        return files.size();
    }

    @Override
    public long limitBytes() {
        lock.lock();
        try {
            return quota.limit();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<MemoryContent> gone;
        lock.lock();
        try {
            closed = true;
            gone = List.copyOf(byAge);
            gone.forEach(this::forget);
        } finally {
            lock.unlock();
        }
        gone.forEach(MemoryContent::release);
        memory.close();
    }
}
