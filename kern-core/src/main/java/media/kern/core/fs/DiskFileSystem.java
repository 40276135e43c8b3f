package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files below a directory. Others, FFmpeg first of all, may write there at the same time. Symbolic links are followed
 * if they lead to something inside the directory; directories, devices, sockets and pipes are no files.
 */
public final class DiskFileSystem implements FileSystem {
    private static final Logger log = LoggerFactory.getLogger("DiskFS");

    /** The most files in a listing. */
    static final int MAX_LISTED = 1_000_000;

    /** How often opening is tried again when others change the name at the same moment. */
    private static final int MAX_ATTEMPTS = 1000;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE_NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final DiskRoot root;
    private final DiskUsage usage;
    private final int maxListed;

    /**
     * @param root is created with mode 0750 if it is missing
     * @param limitBytes the most that all files may take, 0 or less = no limit. It holds for what is written through this
     *     object; what others write counts, but is not stopped
     * @throws IOException if the directory can neither be used nor created
     */
    public DiskFileSystem(Path root, long limitBytes) throws IOException {
        this(root, limitBytes, System::nanoTime, MAX_LISTED);
    }

    DiskFileSystem(Path root, long limitBytes, LongSupplier nanoTime, int maxListed) throws IOException {
        this.root = new DiskRoot(root);
        this.usage = new DiskUsage(this.root.path(), limitBytes, nanoTime);
        this.maxListed = maxListed;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public String type() {
        return "disk";
    }

    @Override
    public Optional<StoredFile> open(String path) throws IOException {
        String name = FilePath.normalise(path);
        try {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<Path> real = root.find(name);
                Optional<BasicFileAttributes> before =
                        real.isEmpty() ? Optional.empty() : DiskRoot.attributes(real.get());
                // Looked at before it is opened: opening a pipe would wait for a writer.
                if (before.isEmpty() || !before.get().isRegularFile()) {
                    return Optional.empty();
                }
                Optional<StoredFile> file = open(name, real.get(), before.get());
                if (file.isPresent()) {
                    return file;
                }
            }
        } catch (IOException e) {
            throw neutral("reading the file failed", e);
        }
        throw new StorageException("the file changes faster than it can be opened");
    }

    /** Opens what the attributes tell of; empty if the name belongs to another file or another state of it by now. */
    private static Optional<StoredFile> open(String name, Path real, BasicFileAttributes before) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(real, READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        StoredFile file = new OpenDiskFile(name, channel, before);
        try {
            if (DiskRoot.attributes(real).filter(after -> same(before, after)).isPresent()) {
                return Optional.of(file);
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        file.close();
        return Optional.empty();
    }

    private static boolean same(BasicFileAttributes before, BasicFileAttributes after) {
        return Objects.equals(before.fileKey(), after.fileKey())
                && before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime());
    }

    @Override
    public Upload create(String path) throws IOException {
        String name = FilePath.normalise(path);
        try {
            // Not while empty folders are removed: this one may be empty until there is a file in it.
            return usage.undisturbed(() -> beginUpload(name));
        } catch (IOException e) {
            throw neutral("creating the file failed", e);
        }
    }

    private Upload beginUpload(String name) throws IOException {
        Path temporary = root.nearest(name).resolve(DiskRoot.UPLOAD_PREFIX + UUID.randomUUID());
        long replaced = sizeOf(name);
        FileChannel channel = FileChannel.open(temporary, WRITE_NEW, root.permissions("rw-r--r--"));
        return new DiskUpload(this, usage.claim(name, replaced), temporary, channel);
    }

    private long sizeOf(String name) throws IOException {
        Optional<Path> real = root.find(name);
        return real.isEmpty()
                ? 0
                : DiskRoot.attributes(real.get()).map(BasicFileAttributes::size).orElse(0L);
    }

    void write(Quota.Claim claim, FileChannel channel, ByteBuffer data) throws StorageException {
        usage.take(claim, data.remaining());
        try {
            while (data.hasRemaining()) {
                channel.write(data);
            }
        } catch (IOException e) {
            throw full(data.remaining()) ? noSpace(e) : neutral("writing the file failed", e);
        }
    }

    /** Asked after an error, as Java gives a full disk no exception of its own. */
    private boolean full(long bytes) {
        try {
            return Files.getFileStore(root.path()).getUsableSpace() < bytes;
        } catch (IOException e) {
            log.atDebug().setCause(e).log("The free space of the disk is unknown");
            return false;
        }
    }

    private static NoSpaceException noSpace(IOException cause) {
        NoSpaceException exception = new NoSpaceException();
        exception.initCause(cause);
        return exception;
    }

    /** Returns true if the name is new. */
    boolean commit(Quota.Claim claim, Path temporary, FileChannel channel) throws StorageException {
        try {
            channel.close();
            return usage.store(claim, () -> rename(temporary, claim.name())).isEmpty();
        } catch (IOException e) {
            throw neutral("storing the file failed", e);
        }
    }

    private OptionalLong rename(Path temporary, String name) throws IOException {
        Path target = root.target(name);
        OptionalLong before = size(DiskRoot.attributes(target));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        return before;
    }

    private static OptionalLong size(Optional<BasicFileAttributes> file) {
        return file.stream().mapToLong(BasicFileAttributes::size).findFirst();
    }

    void abort(Quota.Claim claim) {
        usage.drop(claim);
    }

    /** Removes a file, or a link but never what it leads to. */
    @Override
    public OptionalLong remove(String path) throws IOException {
        String name = FilePath.normalise(path);
        try {
            Optional<Path> entry = root.entry(name);
            return entry.isEmpty() ? OptionalLong.empty() : usage.remove(name, () -> delete(entry.get()));
        } catch (IOException e) {
            throw neutral("removing the file failed", e);
        }
    }

    private static OptionalLong delete(Path entry) throws IOException {
        Optional<BasicFileAttributes> attributes =
                DiskRoot.attributes(entry).filter(found -> found.isRegularFile() || found.isSymbolicLink());
        return attributes.isPresent() && Files.deleteIfExists(entry) ? size(attributes) : OptionalLong.empty();
    }

    @Override
    public void removeEmptyFolders(String path) throws IOException {
        String name = FilePath.normalise(path);
        try {
            usage.undisturbed(() -> {
                root.removeEmptyFolders(name);
                return name;
            });
        } catch (IOException e) {
            throw neutral("removing empty folders failed", e);
        }
    }

    /** Links are listed with their own size and time. What can not be read, and what is no file, is left out. */
    @Override
    public List<FileInfo> list(String prefix, int maxElements, Predicate<String> filter) throws IOException {
        String folder = prefix.isEmpty() ? "/" : listingPrefix(prefix);
        Optional<Path> top = prefix.isEmpty() || prefix.startsWith("/") ? root.folder(folder) : Optional.empty();
        int depth = maxElements - FilePath.elements(folder) + 1;
        List<FileInfo> files = new ArrayList<>();
        if (top.isEmpty() || depth < 1) {
            return files;
        }
        long[] seen = new long[1];
        try {
            DiskTree.walk(top.get(), depth, directory -> begins(directory, prefix), (path, attributes) -> {
                String name = root.name(path);
                if (name.startsWith(prefix) && filter.test(name)) {
                    files.add(new FileInfo(
                            name,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()));
                }
                return ++seen[0] <= maxListed;
            });
        } catch (IOException e) {
            throw neutral("listing the files failed", e);
        }
        if (seen[0] > maxListed) {
            throw new StorageException("too many files to list: the limit is " + maxListed);
        }
        files.sort(Comparator.comparing(FileInfo::name));
        return files;
    }

    private boolean begins(Path directory, String prefix) {
        return (root.name(directory) + "/").startsWith(prefix);
    }

    /** A directory is read as a whole. */
    @Override
    public String listingPrefix(String prefix) {
        return prefix.substring(0, prefix.lastIndexOf('/') + 1);
    }

    @Override
    public long sizeBytes() {
        return usage.bytes();
    }

    @Override
    public long fileCount() {
        return usage.files();
    }

    @Override
    public long limitBytes() {
        return usage.limit();
    }

    /** Nothing is held open but by files and uploads. */
    @Override
    public void close() {
        log.atDebug().addKeyValue("root", root.path()).log("Closed");
    }

    /** Messages of the system show paths of this machine; they stay in the cause. */
    private static StorageException neutral(String message, IOException cause) {
        return cause instanceof StorageException known ? known : new StorageException(message, cause);
    }
}
