package media.kern.server.config;

import java.util.ArrayList;
import java.util.List;

/** Judges a configuration, without changing anything. All findings are collected. */
final class Validation {
    private Validation() {}

    static List<Finding> check(Config config, Surroundings around) {
        List<Finding> findings = new ArrayList<>();
        for (Setting<?> setting : Settings.ALL) {
            checkValue(config, setting, around, findings);
        }
        new ReferenceRules(config, around, findings).check();
        new ServerRules(config, findings).check();
        new StorageRules(config, findings).check();
        return List.copyOf(findings);
    }

    private static <T> void checkValue(Config config, Setting<T> setting, Surroundings around, List<Finding> findings) {
        T value = config.get(setting);
        setting.type().check(value, around).ifPresent(text -> findings.add(Finding.error(setting, text)));
        if (setting.isRequired() && setting.type().print(value).isEmpty()) {
            findings.add(Finding.error(setting, "a value is required"));
        }
    }
}
