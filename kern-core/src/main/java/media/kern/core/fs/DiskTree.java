package media.kern.core.fs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks over the regular files and links below a directory. Linked directories are not entered, but reported as links. */
final class DiskTree extends SimpleFileVisitor<Path> {
    private static final Logger log = LoggerFactory.getLogger("DiskFS");

    /** Each level keeps a directory open. */
    private static final int MAX_DEPTH = 256;

    /** An upload that rests for so long belongs to a run that has crashed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Predicate<Path> entered;
    private final Found found;
    private final Instant abandoned = Instant.now().minus(ABANDONED);

    /** Takes what the walk finds. */
    @FunctionalInterface
    interface Found {
        /** Returns false to end the walk. */
        boolean file(Path path, BasicFileAttributes attributes);
    }

    private DiskTree(Predicate<Path> entered, Found found) {
        this.entered = entered;
        this.found = found;
    }

    static void walk(Path root, Found found) throws IOException {
        walk(root, MAX_DEPTH, directory -> true, found);
    }

    /**
     * @param depth how many levels down, 1 = only what lies in the directory itself
     * @param entered which directories below the first are entered
     */
    static void walk(Path root, int depth, Predicate<Path> entered, Found found) throws IOException {
        Files.walkFileTree(
                root,
                Set.of(),
                Math.min(depth, MAX_DEPTH),
                new DiskTree(directory -> directory.equals(root) || entered.test(directory), found));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
        return entered.test(path) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile() && !attributes.isSymbolicLink()) {
            return FileVisitResult.CONTINUE;
        }
        if (path.getFileName().toString().startsWith(DiskRoot.UPLOAD_PREFIX)) {
            if (attributes.lastModifiedTime().toInstant().isBefore(abandoned)) {
                remove(path);
            }
            return FileVisitResult.CONTINUE;
        }
        return found.file(path, attributes) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    private static void remove(Path upload) {
        try {
            Files.deleteIfExists(upload);
            log.atInfo().addKeyValue("path", upload).log("Removed an abandoned upload");
        } catch (IOException e) {
            log.atWarn().addKeyValue("path", upload).setCause(e).log("An abandoned upload can not be removed");
        }
    }

    /** Unreadable directories, and files that are removed during the walk, are left out. */
    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
        log.atDebug().addKeyValue("path", path).setCause(e).log("Left out of the listing");
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
