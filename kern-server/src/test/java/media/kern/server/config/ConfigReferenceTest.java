package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    private static final String HOW_TO_WRITE = "mvn -B test -pl kern-server -am -Dtest=ConfigReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dkern.docs.write=true";

    @Test
    void configurationReferenceIsUpToDate() throws IOException {
        Path page = root().resolve("docs/configuration.md");
        if (Boolean.getBoolean("kern.docs.write")) {
            Files.createDirectories(root().resolve("docs"));
            Files.writeString(page, ConfigReference.markdown());
        }

        assertThat(page).as("write it with: %s", HOW_TO_WRITE).isRegularFile();
        assertThat(Files.readString(page)).as("write it with: %s", HOW_TO_WRITE).isEqualTo(ConfigReference.markdown());
    }

    @Test
    void hasARowForEverySetting() {
        assertThat(ConfigReference.markdown())
                .contains(Settings.ALL.stream()
                        .map(setting -> "| `" + setting.path() + "` |")
                        .toArray(String[]::new));
    }

    private static Path root() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path project = folder.resolve("pom.xml");
            if (Files.isRegularFile(project) && Files.readString(project).contains("<module>")) {
                return folder;
            }
        }
        throw new IOException("no folder above the working directory holds the pom.xml of all modules");
    }
}
