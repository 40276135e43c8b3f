package media.kern.core.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file on disk under a hidden name. */
final class DiskUpload implements Upload {
    private static final Logger log = LoggerFactory.getLogger("DiskFS");

    private final DiskFileSystem files;
    private final Quota.Claim claim;
    private final Path path;
    private final FileChannel channel;
    private boolean usable = true;
    private boolean ended;

    DiskUpload(DiskFileSystem files, Quota.Claim claim, Path path, FileChannel channel) {
        this.files = files;
        this.claim = claim;
        this.path = path;
        this.channel = channel;
    }

    @Override
    public synchronized void write(ByteBuffer data) throws IOException {
        requireUsable();
        usable = false;
        files.write(claim, channel, data);
        usable = true;
    }

    @Override
    public synchronized boolean commit() throws IOException {
        requireUsable();
        usable = false;
        boolean created = files.commit(claim, path, channel);
        ended = true;
        return created;
    }

    private void requireUsable() throws StorageException {
        if (!usable) {
            throw new StorageException("the upload has ended");
        }
    }

    @Override
    public synchronized void close() {
        if (ended) {
            return;
        }
        ended = true;
        usable = false;
        files.abort(claim);
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.atWarn().addKeyValue("path", path).setCause(e).log("An aborted upload is left behind");
        }
    }
}
