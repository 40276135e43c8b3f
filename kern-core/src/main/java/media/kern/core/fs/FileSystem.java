package media.kern.core.fs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A set of named files. Every path is taken as by {@link FilePath#normalise(String)}, so a path that cannot be one ends
 * each call with an {@link InvalidPathException}. Safe for use by many threads; calls may block.
 */
public interface FileSystem extends AutoCloseable {
    /** The name users know it by, e.g. {@code disk} or {@code mem}. */
    String name();

    /** The kind of storage, e.g. {@code disk} or {@code mem}. */
    String type();

    /**
     * Opens a file for reading. The caller closes it.
     *
     * @return empty if there is no such file, also when the path names a directory
     */
    Optional<StoredFile> open(String path) throws IOException;

    /**
     * Begins to write a file. Readers see the whole old or the whole new content, never a part of it: the new content
     * takes its place with {@link Upload#commit()}, and an upload closed without it leaves nothing.
     *
     * @throws IsDirectoryException if the path names a directory; {@code /} always does
     * @throws NoSpaceException if the file system holds as many files as it can
     */
    Upload create(String path) throws IOException;

    /**
     * Removes a file. Directories are never removed. Readers that have it open keep reading it.
     *
     * @return the size of the removed file in bytes, empty if there was no such file
     */
    OptionalLong remove(String path) throws IOException;

    /**
     * Removes the folders that a removed file has left empty: its own and those above it, but never the root. Does
     * nothing where folders are no more than parts of names.
     */
    void removeEmptyFolders(String path) throws IOException;

    /**
     * All files whose full name passes the filter, sorted by name. Names begin with {@code /}.
     *
     * @throws StorageException if there are more files than can be listed (1,000,000)
     */
    default List<FileInfo> list(Predicate<String> filter) throws IOException {
        return list("/", Integer.MAX_VALUE, filter);
    }

    /**
     * The files whose full name begins with a text and passes the filter, sorted by name. Only what can have such a name
     * is looked at. A text that no name begins with gives none; it is not normalised.
     *
     * @param prefix {@code /} for all files, {@code /live/cam} for {@code /live/cam1.ts} and {@code /live/cam/2.ts}
     * @param maxElements how many elements a name may have: {@code /live/cam1.ts} has two
     * @throws StorageException if there are more files to look at than can be listed (1,000,000)
     */
    List<FileInfo> list(String prefix, int maxElements, Predicate<String> filter) throws IOException;

    /**
     * The shortest text whose listing looks at no more than that of {@code prefix} does. Whoever needs several listings
     * that share it is better off with one of that.
     */
    String listingPrefix(String prefix);

    /** The size of all files in bytes. */
    long sizeBytes();

    /** The number of files. */
    long fileCount();

    /** The most bytes that all files may take, 0 = no limit. */
    long limitBytes();

    /** Ends the use. Files that are still open stay readable until they are closed. */
    @Override
    void close();
}
