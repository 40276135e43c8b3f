package media.kern.core.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes and reads files the way a client would. */
final class TestingFiles {
    private TestingFiles() {}

    /** Writes text; true if the name is new. */
    static boolean write(FileSystem files, String path, String content) throws IOException {
        try (Upload upload = files.create(path)) {
            upload.write(bytes(content));
            return upload.commit();
        }
    }

    static ByteBuffer bytes(String content) {
        return ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
    }

    static String read(FileSystem files, String path) throws IOException {
        try (StoredFile file = files.open(path).orElseThrow()) {
            return read(file);
        }
    }

    static LocalFile local(FileSystem files, String path) throws IOException {
        return (LocalFile) files.open(path).orElseThrow();
    }

    static String read(StoredFile file) throws IOException {
        return switch (file) {
            case LocalFile local -> read(local);
            case RemoteFile remote -> read(remote);
        };
    }

    private static String read(RemoteFile file) throws IOException {
        try (InputStream content = file.content(0, file.size())) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String read(LocalFile file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) file.size() + 10);
        while (file.read(content, content.position()) > 0) {
            // Until nothing more comes.
        }
        assertThat(content.position()).isEqualTo((int) file.size());
        return StandardCharsets.UTF_8.decode(content.flip()).toString();
    }

    /** Reads as sendfile does. */
    static String send(LocalFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WritableByteChannel target = Channels.newChannel(out);
        long sent = 0;
        while (sent < file.size()) {
            sent += file.channel().transferTo(file.offset() + sent, file.size() - sent, target);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static List<String> names(FileSystem files) throws IOException {
        return files.list(name -> true).stream().map(FileInfo::name).toList();
    }
}
