package media.kern.core.cleanup;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.StoredFile;
import media.kern.core.fs.Upload;

/** Names and times without contents. Lists folder by folder as a disk does, and remembers what was listed. */
final class ListedFiles implements FileSystem {
    final Map<String, Instant> times = new ConcurrentSkipListMap<>();
    final List<String> listings = new CopyOnWriteArrayList<>();
    final Set<String> locked = new HashSet<>();
    private final String name;
    volatile boolean broken;

    ListedFiles(String name) {
        this.name = name;
    }

    /** Files named and timed as in {@code "/a@3 /b@5"}: seconds since 1970. */
    ListedFiles with(String files) {
        for (String file : files.split(" ")) {
            int at = file.indexOf('@');
            times.put(file.substring(0, at), Instant.ofEpochSecond(Long.parseLong(file.substring(at + 1))));
        }
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return "test";
    }

    @Override
    public Optional<StoredFile> open(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Upload create(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong remove(String path) throws IOException {
        if (locked.contains(path)) {
            throw new IOException("locked: " + path);
        }
        return times.remove(path) == null ? OptionalLong.empty() : OptionalLong.of(0);
    }

    @Override
    public void removeEmptyFolders(String path) {}

    @Override
    public List<FileInfo> list(String prefix, int maxElements, Predicate<String> filter) throws IOException {
        listings.add(prefix);
        if (broken) {
            throw new IOException("broken");
        }
        List<FileInfo> found = new ArrayList<>();
        times.forEach((file, time) -> {
            boolean inReach = file.chars().filter(c -> c == '/').count() <= maxElements;
            if (file.startsWith(prefix) && inReach && filter.test(file)) {
                found.add(new FileInfo(file, 0, time));
            }
        });
        return found;
    }

    @Override
    public String listingPrefix(String prefix) {
        return prefix.substring(0, prefix.lastIndexOf('/') + 1);
    }

    @Override
    public long sizeBytes() {
        return 0;
    }

    @Override
    public long fileCount() {
        return times.size();
    }

    @Override
    public long limitBytes() {
        return 0;
    }

    @Override
    public void close() {}
}
