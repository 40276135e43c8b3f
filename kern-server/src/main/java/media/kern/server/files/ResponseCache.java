package media.kern.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.LocalFile;
import media.kern.core.fs.MemoryFileSystem;
import media.kern.core.fs.RemoteFile;
import media.kern.core.fs.StoredFile;
import media.kern.core.fs.Upload;
import org.jspecify.annotations.Nullable;

/**
 * Files that were asked for and will be asked for again, the least recently used go first. Of files on another machine the
 * content is kept, outside the heap, and taken for fresh until its time is over. Files of this machine are in the memory of the
 * system already: of them it is only known which content was served, and one that has changed is not taken for the same.
 * Safe for use by many threads.
 */
public final class ResponseCache implements AutoCloseable {
    /** Files of which one can be fetched at the same time by different clients. */
    private static final int FETCHES = 1024;

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Rules rules;
    private final LongSupplier nanos;
    private final MemoryFileSystem contents;
    private final Lock[] fetches =
            Stream.generate(ReentrantLock::new).limit(FETCHES).toArray(Lock[]::new);
    private final AtomicLong names = new AtomicLong();
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * What is kept.
     *
     * @param maxBytes of all files together, 0 = no limit for files of this machine, 256 MiB for others
     * @param maxFileBytes of one file, 0 = no limit
     * @param allow extensions with dot; empty is all
     * @param block extensions with dot, looked at first
     */
    public record Rules(long maxBytes, long maxFileBytes, Duration ttl, List<String> allow, List<String> block) {
        private static final long DEFAULT_MAX_BYTES = 256L * 1024 * 1024;
        /** It is fetched as a whole before its first byte is sent. */
        private static final long MAX_FETCHED_BYTES = 16L * 1024 * 1024;

        boolean keeps(String path) {
            String extension = MimeTypes.extension(path);
            return !block.contains(extension) && (allow.isEmpty() || allow.contains(extension));
        }

        boolean fits(StoredFile file) {
            long limit = maxFileBytes == 0 ? Long.MAX_VALUE : maxFileBytes;
            long most = file instanceof RemoteFile ? Math.min(limit, MAX_FETCHED_BYTES) : limit;
            return (file.size() <= most) && (file.size() <= total());
        }

        long total() {
            return maxBytes == 0 ? DEFAULT_MAX_BYTES : maxBytes;
        }
    }

    private record Key(String files, String path) {}

    /** @param content the name in the contents; null if they are on this machine anyway */
    private record Entry(
            KeptFile.Description described, @Nullable String content, long until) {}

    /**
     * A file that was found.
     *
     * @param state what clients are told in {@code X-Cache}
     * @param maxAge seconds for which they may keep it; negative for nothing said
     */
    record Found(StoredFile file, String state, long maxAge) {}

    public ResponseCache(Rules rules) throws IOException {
        this(rules, System::nanoTime);
    }

    ResponseCache(Rules rules, LongSupplier nanos) throws IOException {
        this.rules = rules;
        this.nanos = nanos;
        this.contents = new MemoryFileSystem(0, false);
    }

    /** What a request that is no GET is told. */
    static String notForMethod() {
        return "SKIP ONLYGET";
    }

    /** What a request for something that is not there is told. */
    static String notFound() {
        return "SKIP NOTOK";
    }

    /**
     * Opens a file, from here or from where it is.
     *
     * @param whole whether all of it is wanted; parts of files that are not here are not fetched as a whole
     */
    Optional<Found> open(FileSystem files, String path, boolean whole) throws IOException {
        if (!rules.keeps(path)) {
            return files.open(path).map(file -> new Found(file, "SKIP EXT", -1));
        }
        Key key = new Key(files.name(), FilePath.normalise(path));
        Optional<Found> known = fromHere(key);
        if (known.isPresent()) {
            return known;
        }
        Optional<StoredFile> opened = files.open(path);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        StoredFile file = opened.get();
        if (!rules.fits(file)) {
            return Optional.of(new Found(file, "SKIP TOOBIG", -1));
        }
        return Optional.of(
                switch (file) {
                    case LocalFile local -> ofThisMachine(key, local);
                    case RemoteFile remote -> whole ? fetched(key, remote) : missed(remote);
                });
    }

    private Found missed(StoredFile file) {
        return new Found(file, "MISS", rules.ttl().toSeconds());
    }

    private Optional<Found> fromHere(Key key) throws IOException {
        Entry entry = entry(key);
        if ((entry == null) || (entry.content() == null)) {
            return Optional.empty();
        }
        return contents.open(entry.content())
                .map(content -> hit(new KeptFile((LocalFile) content, entry.described()), entry));
    }

    private Found ofThisMachine(Key key, LocalFile file) {
        Entry entry = entry(key);
        if ((entry != null) && entry.described().etag().equals(file.etag())) {
            return hit(file, entry);
        }
        put(key, new Entry(new KeptFile.Description(file), null, expiry()));
        return missed(file);
    }

    /** Of a crowd that wants the same file one fetches it, and the others get what he has fetched. */
    private Found fetched(Key key, RemoteFile file) throws IOException {
        Lock turn = fetches[Math.floorMod(key.hashCode(), FETCHES)];
        turn.lock();
        try {
            Optional<Found> known = fromHere(key);
            if (known.isPresent()) {
                file.close();
                return known.get();
            }
            return fetch(key, file);
        } finally {
            turn.unlock();
        }
    }

    private Found fetch(Key key, RemoteFile file) throws IOException {
        String name = "/" + names.incrementAndGet();
        try (RemoteFile source = file;
                Upload upload = contents.create(name)) {
            upload.write(ByteBuffer.wrap(source.bytes(0, (int) source.size())));
            upload.commit();
        }
        KeptFile.Description description = new KeptFile.Description(file);
        LocalFile content = (LocalFile) contents.open(name).orElseThrow();
        put(key, new Entry(description, name, expiry()));
        return missed(new KeptFile(content, description));
    }

    private Found hit(StoredFile file, Entry entry) {
        double left = Math.max(0, (entry.until() - nanos.getAsLong()) / NANOS_PER_SECOND);
        return new Found(file, String.format(Locale.ROOT, "HIT %.3f", left), Math.round(left));
    }

    private long expiry() {
        return nanos.getAsLong() + rules.ttl().toNanos();
    }

    private synchronized @Nullable Entry entry(Key key) {
        Entry entry = entries.get(key);
        if ((entry != null) && (entry.until() - nanos.getAsLong() <= 0)) {
            remove(key);
            return null;
        }
        return entry;
    }

    private synchronized void put(Key key, Entry entry) {
        remove(key);
        entries.put(key, entry);
        bytes += entry.described().size();
        Iterator<Entry> eldest = entries.values().iterator();
        while (bytes > rules.total()) {
            Entry gone = eldest.next();
            eldest.remove();
            release(gone);
        }
    }

    private void remove(Key key) {
        Entry gone = entries.remove(key);
        if (gone != null) {
            release(gone);
        }
    }

    private void release(Entry gone) {
        bytes -= gone.described().size();
        if (gone.content() != null) {
            try {
                contents.remove(gone.content());
            } catch (IOException e) {
                throw new IllegalStateException("memory has no errors", e);
            }
        }
    }

    /** A file was written or removed by way of this server. */
    synchronized void forget(FileSystem files, String path) {
        try {
            remove(new Key(files.name(), FilePath.normalise(path)));
        } catch (IOException e) {
            // No path, no file, nothing kept.
        }
    }

    @Override
    public void close() {
        contents.close();
    }
}
