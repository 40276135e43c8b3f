package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SettingsTest {
    private static final String TABLE = "/media/kern/server/config/variables.csv";

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, delimiter = ';', emptyValue = "")
    void knowsEveryVariableOfTheReference(
            String name,
            String path,
            String environment,
            String former,
            boolean required,
            boolean masked,
            String value) {
        Setting<?> setting = find(name);

        assertThat(setting.path()).isEqualTo(path);
        assertThat(setting.environmentName().orElse("")).isEqualTo(Objects.requireNonNullElse(environment, ""));
        assertThat(String.join(",", setting.formerEnvironmentNames()))
                .isEqualTo(Objects.requireNonNullElse(former, ""));
        assertThat(setting.isRequired()).isEqualTo(required);
        assertThat(setting.isMasked()).isEqualTo(masked);
        if ("GENERATED".equals(value)) {
            assertThat(setting.generated()).isPresent();
        } else {
            assertThat(printedDefault(setting)).isEqualTo(Objects.requireNonNullElse(value, ""));
        }
    }

    @Test
    void keepsTheOrderOfTheReferenceAndPutsItsOwnBehind() throws IOException {
        List<String> names = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream(TABLE)), StandardCharsets.UTF_8))) {
            reader.lines().forEach(line -> names.add(line.substring(0, line.indexOf(';'))));
        }

        assertThat(Settings.ALL.stream().map(Setting::name).toList())
                .startsWith(names.toArray(String[]::new))
                .endsWith(
                        "trusted_proxies",
                        "api.max_body_mbytes",
                        "ffmpeg.max_restart_delay_seconds",
                        "ffmpeg.access.input.confine",
                        "tls.redirect",
                        "tls.acme.directory",
                        "tls.acme.trust_file",
                        "tls.acme.challenges",
                        "tls.acme.http_port")
                .doesNotHaveDuplicates();
    }

    @Test
    void listsEveryConstant() throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : Settings.class.getDeclaredFields()) {
            if (field.getType() == Setting.class) {
                constants.add(field.get(null));
            }
        }

        assertThat(Settings.ALL.toArray()).containsExactly(constants.toArray());
    }

    @Test
    void makesUpValuesOfTheKnownForms() {
        Config config = Config.defaults();

        assertThat(config.get(Settings.ID))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(config.get(Settings.NAME)).matches("[a-z]+-[a-z]+-[0-9]{4}");
        assertThat(config.get(Settings.API_AUTH_JWT_SECRET)).matches("[A-Za-z0-9#@+*%&/<>\\[\\]()=?!$.,:;\\-_]{32}");
        assertThat(config.get(Settings.STORAGE_MEMORY_AUTH_PASSWORD)).matches("[A-Za-z0-9]{18}");
        assertThat(Config.defaults().get(Settings.ID)).isNotEqualTo(config.get(Settings.ID));
    }

    private static Setting<?> find(String name) {
        return Settings.ALL.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static <T> String printedDefault(Setting<T> setting) {
        return setting.type().print(setting.initial());
    }
}
