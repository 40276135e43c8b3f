package media.kern.core.fs;

import static media.kern.core.fs.TestingFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Files in memory on a machine without anonymous memory files. */
class TemporaryFilesTest extends LocalFileSystemContract {
    @Override
    FileSystem newFileSystem(long limitBytes) throws IOException {
        return new MemoryFileSystem(new TemporaryFiles(), limitBytes, false, 1000);
    }

    @Test
    void leavesNothingBehind() throws IOException {
        TemporaryFiles memory = new TemporaryFiles();
        FileSystem closing = new MemoryFileSystem(memory, 0, false, 1000);
        write(closing, "/a", "hello");
        StoredFile file = closing.open("/a").orElseThrow();
        assertThat(memory.directory()).isNotEmptyDirectory();
        closing.close();
        assertThat(memory.directory()).exists();
        file.close();
        assertThat(memory.directory()).doesNotExist();
    }
}
