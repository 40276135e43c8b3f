package media.kern.ffmpeg.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableTest {
    @TempDir
    Path folder;

    private Path program(String name) throws Exception {
        Path file = Files.createFile(folder.resolve(name));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void looksInTheFoldersOfThePathInTheirOrder() throws Exception {
        Path first = program("ffmpeg");

        assertThat(Executable.find("ffmpeg", "/does/not/exist:" + folder + ":/usr/bin"))
                .contains(first);
    }

    @Test
    void takesANameWithASlashAsAFile() throws Exception {
        Path file = program("ffmpeg");

        assertThat(Executable.find(file.toString(), null)).contains(file);
        assertThat(Executable.find(folder + "/other", null)).isEmpty();
    }

    @Test
    void findsNeitherFoldersNorFilesThatCannotBeExecuted() throws Exception {
        Files.createDirectory(folder.resolve("folder"));
        Files.createFile(folder.resolve("plain"));

        assertThat(Executable.find("folder", folder.toString())).isEmpty();
        assertThat(Executable.find("plain", folder.toString())).isEmpty();
        assertThat(Executable.find("", folder.toString())).isEmpty();
        assertThat(Executable.find("a\0b", folder.toString())).isEmpty();
    }
}
