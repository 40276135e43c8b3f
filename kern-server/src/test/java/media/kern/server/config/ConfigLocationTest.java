package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLocationTest {
    @TempDir
    private Path folder;

    @Test
    void prefersTheLastExistingPlace() throws IOException {
        Map<String, String> environment = Map.of(
                "HOME", folder.resolve("home").toString(),
                "XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        List<Path> places = List.of(
                folder.resolve("xdg/datarhei-core/config.js"),
                folder.resolve("xdg/datarhei-core/config.json"),
                folder.resolve("home/.config/datarhei-core/config.js"),
                folder.resolve("home/.config/datarhei-core/config.json"),
                Path.of("./config/config.js"),
                Path.of("./config/config.json"));
        for (Path place : places) {
            Path file = folder.resolve(place);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.createFile(file);

            assertThat(ConfigLocation.find(environment, folder)).isEqualTo(place);
        }
    }

    @Test
    void takesTheGivenPathAsItIs() {
        assertThat(ConfigLocation.find(Map.of("CORE_CONFIGFILE", "a/b"), folder))
                .isEqualTo(Path.of("a/b"));
    }

    @Test
    void fallsBackToTheWorkingDirectory() throws IOException {
        Files.createDirectories(folder.resolve("config/config.js"));

        assertThat(ConfigLocation.find(Map.of(), folder)).hasToString("./config/config.json");
        assertThat(ConfigLocation.find(Map.of("CORE_CONFIGFILE", "", "XDG_CONFIG_HOME", "relative"), folder))
                .hasToString("./config/config.json");
    }
}
