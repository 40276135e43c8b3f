package media.kern.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import media.kern.core.fs.LocalFile;
import media.kern.core.fs.StoredFile;

/** The content that the cache has of a file, described as the file itself is. */
record KeptFile(LocalFile content, Description described) implements LocalFile {

    /** What is known of a file when it is closed. */
    record Description(String path, long size, Instant lastModified, String etag) {
        Description(StoredFile file) {
            this(file.path(), file.size(), file.lastModified(), file.etag());
        }
    }

    @Override
    public String path() {
        return described.path();
    }

    @Override
    public long size() {
        return described.size();
    }

    @Override
    public Instant lastModified() {
        return described.lastModified();
    }

    @Override
    public String etag() {
        return described.etag();
    }

    @Override
    public FileChannel channel() throws IOException {
        return content.channel();
    }

    @Override
    public long offset() {
        return content.offset();
    }

    @Override
    public int read(ByteBuffer dst, long position) throws IOException {
        return content.read(dst, position);
    }

    @Override
    public void close() {
        content.close();
    }
}
