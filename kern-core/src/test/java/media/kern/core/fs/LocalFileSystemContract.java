package media.kern.core.fs;

import static media.kern.core.fs.TestingFiles.bytes;
import static media.kern.core.fs.TestingFiles.local;
import static media.kern.core.fs.TestingFiles.names;
import static media.kern.core.fs.TestingFiles.read;
import static media.kern.core.fs.TestingFiles.send;
import static media.kern.core.fs.TestingFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every file system that keeps its files on this machine. */
abstract class LocalFileSystemContract extends FileSystemContract {
    private static final int SIZE = 30_000;

    abstract FileSystem newFileSystem(long limitBytes) throws IOException;

    @Override
    FileSystem newFileSystem() throws IOException {
        return newFileSystem(0);
    }

    @Test
    void aReaderKeepsWhatItHasOpened() throws IOException {
        write(files, "/a", "old");
        LocalFile old = local(files, "/a");
        try (LocalFile same = local(files, "/a")) {
            write(files, "/a", "newer");
            files.remove("/a");
            write(files, "/b", "other");
            assertThat(read(old)).isEqualTo("old");
            assertThat(send(same)).isEqualTo("old");
            old.close();
            old.close();
            assertThat(read(same)).isEqualTo("old");
        }
        assertThat(files.open("/a")).isEmpty();
    }

    @Test
    void aClosedFileCannotBeRead() throws IOException {
        write(files, "/a", "hello");
        LocalFile file = local(files, "/a");
        FileChannel channel = file.channel();
        file.close();
        assertThat(channel.isOpen()).isFalse();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(() -> file.read(ByteBuffer.allocate(1), 0));
    }

    @Test
    void aClosedChannelHarmsNoOtherReader() throws IOException {
        write(files, "/a", "hello");
        try (LocalFile one = local(files, "/a");
                LocalFile two = local(files, "/a")) {
            one.channel().close();
            assertThat(send(two)).isEqualTo("hello");
        }
    }

    @Test
    void refusesWhatExceedsTheLimit() throws IOException {
        try (FileSystem limited = newFileSystem(10)) {
            assertThat(limited.limitBytes()).isEqualTo(10);
            assertThatExceptionOfType(FileTooBigException.class)
                    .isThrownBy(() -> write(limited, "/a", "12345678901"))
                    .withMessage("File is too big");
            write(limited, "/a", "12345");
            write(limited, "/b", "12345");
            assertThatExceptionOfType(NoSpaceException.class)
                    .isThrownBy(() -> write(limited, "/c", "12345"))
                    .withMessage("not enough space on device");
            assertThat(names(limited)).containsExactly("/a", "/b");
            assertThat(limited.sizeBytes()).isEqualTo(10);
        }
    }

    @Test
    void theSizeOfAReplacedFileIsFree() throws IOException {
        try (FileSystem limited = newFileSystem(10)) {
            write(limited, "/a", "12345");
            write(limited, "/a", "1234567");
            write(limited, "/a", "12345678");
            assertThat(limited.sizeBytes()).isEqualTo(8);
        }
    }

    @Test
    void twoUploadsCannotPassTheLimitTogether() throws IOException {
        try (FileSystem limited = newFileSystem(10)) {
            Upload one = limited.create("/a");
            Upload two = limited.create("/b");
            one.write(bytes("123456"));
            assertThatExceptionOfType(NoSpaceException.class).isThrownBy(() -> two.write(bytes("12345")));
            assertThatExceptionOfType(StorageException.class).isThrownBy(two::commit);
            two.close();
            one.close();
            write(limited, "/c", "1234567890");
        }
    }

    @Test
    void everyReaderSeesAWholeContent() throws Exception {
        write(files, "/live/a.ts", "0".repeat(SIZE));
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                String content = Character.toString('a' + i % 26).repeat(SIZE + i);
                all.add(threads.submit(() -> writeInPieces(content)));
                all.add(threads.submit(this::readWhole));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(files.fileCount()).isEqualTo(1);
        assertThat(files.sizeBytes()).isEqualTo(read(files, "/live/a.ts").length());
    }

    private @Nullable Void writeInPieces(String content) throws IOException {
        try (Upload upload = files.create("/live/a.ts")) {
            for (int i = 0; i < content.length(); i += 10_000) {
                upload.write(bytes(content.substring(i, Math.min(content.length(), i + 10_000))));
            }
            assertThat(upload.commit()).isFalse();
        }
        return null;
    }

    private @Nullable Void readWhole() throws IOException {
        try (LocalFile file = local(files, "/live/a.ts")) {
            String content = read(file);
            assertThat(content).isEqualTo(content.substring(0, 1).repeat((int) file.size()));
            assertThat(send(file)).isEqualTo(content);
        }
        return null;
    }

    @Test
    void readsAtAnyPositionIntoAnyBuffer() throws IOException {
        String content = "0123456789".repeat(60_000);
        write(files, "/a", content);
        try (LocalFile file = local(files, "/a")) {
            assertThat(read(file)).isEqualTo(content);
            assertThat(send(file)).isEqualTo(content);
            ByteBuffer direct = ByteBuffer.allocateDirect(4);
            direct.position(1);
            assertThat(file.read(direct, 599_998)).isEqualTo(2);
            assertThat(direct.position()).isEqualTo(3);
            assertThat(direct.limit()).isEqualTo(4);
            assertThat(direct.get(1)).isEqualTo((byte) '8');
            assertThat(file.read(direct, 600_000)).isEqualTo(-1);
            assertThat(file.read(direct, Long.MAX_VALUE)).isEqualTo(-1);
        }
    }
}
