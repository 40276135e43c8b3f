package media.kern.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces the content of a file so that a crash at any moment leaves the whole old or the whole new content: temporary
 * file, fsync, rename, fsync of the folder. The file ends up with mode 0600.
 */
public final class AtomicFile {
    private static final Set<StandardOpenOption> CREATE =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private AtomicFile() {}

    /**
     * Returns only when the content is on stable storage. Where the target cannot be replaced by a rename (a bind
     * mount), the content is copied into it instead, which is durable but not atomic.
     *
     * @throws IOException if the folder is missing, read-only or full; the old content is still there
     */
    public static void write(Path target, byte[] content) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(target + " is not a file");
        }
        Path temporary = folder.resolve(temporaryPrefix(absolute) + Long.toHexString(System.nanoTime()));
        try {
            writeSynced(temporary, content);
            rename(temporary, absolute, content);
            syncFolder(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Removes what interrupted writes left behind. Nobody else may be writing to {@code target}.
     *
     * @throws IOException if the folder cannot be read or changed
     */
    static void removeLeftovers(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        Pattern leftover = Pattern.compile(Pattern.quote(temporaryPrefix(absolute)) + "[0-9a-f]+");
        DirectoryStream.Filter<Path> filter =
                file -> leftover.matcher(file.getFileName().toString()).matches();
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, filter)) {
            for (Path file : leftovers) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String temporaryPrefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static void writeSynced(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file)) {
            drain(channel, content);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(
                    file, CREATE, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            return FileChannel.open(file, CREATE);
        }
    }

    private static void drain(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(true);
    }

    private static void rename(Path temporary, Path target, byte[] content) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            if (!Files.isRegularFile(target) || !cannotBeReplaced(e)) {
                throw e;
            }
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                drain(channel, content);
                channel.truncate(content.length);
                channel.force(true);
            }
        }
    }

    /** The target is a mount point, not a file of its folder. */
    private static boolean cannotBeReplaced(FileSystemException e) {
        return e instanceof AtomicMoveNotSupportedException
                || String.valueOf(e.getReason()).toLowerCase(Locale.ROOT).contains("busy");
    }

    /** Makes the rename itself durable. Platforms that cannot open a folder order renames by themselves. */
    private static void syncFolder(Path folder) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
