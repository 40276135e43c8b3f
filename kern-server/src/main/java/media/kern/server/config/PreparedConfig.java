package media.kern.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.event.Level;

/**
 * A stored configuration made ready for use: environment laid over it and judged.
 *
 * @param base the stored one
 * @param overlay the stored one with the environment
 * @param active what is to be used
 * @param findings about the overlay
 * @param unknown fields of the file that have no effect
 */
record PreparedConfig(
        Config base, EnvironmentOverlay overlay, Config active, List<Finding> findings, UnknownFields unknown) {
    private static final String MASK = "***";
    private static final int SHORTEST_SESSION_TIMEOUT = 5;

    static PreparedConfig of(Config base, UnknownFields unknown, Surroundings around) {
        EnvironmentOverlay overlay = EnvironmentOverlay.of(base, around.environment());
        List<Finding> findings = Validation.check(overlay.config(), around);
        return new PreparedConfig(base, overlay, understood(overlay.config()), findings, unknown);
    }

    /** Values that the reference takes as others than they say. */
    private static Config understood(Config config) {
        Config understood = config;
        if (config.get(Settings.TLS_ENABLE)
                && config.get(Settings.TLS_AUTO)
                && config.get(Settings.TLS_EMAIL).isEmpty()) {
            understood = understood.with(Settings.TLS_EMAIL, Settings.VENDOR_EMAIL);
        }
        if (config.get(Settings.SESSIONS_SESSION_TIMEOUT_SEC) < 1) {
            understood = understood.with(Settings.SESSIONS_SESSION_TIMEOUT_SEC, SHORTEST_SESSION_TIMEOUT);
        }
        if (config.get(Settings.SESSIONS_PERSIST_INTERVAL_SEC) < 0) {
            understood = understood.with(Settings.SESSIONS_PERSIST_INTERVAL_SEC, 0);
        }
        return understood;
    }

    /** Why it cannot be used at start; empty if it can. */
    SortedMap<String, List<String>> errors() {
        return errors(findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList());
    }

    /** Why it cannot take the place of another one, which already runs with some of its own faults. */
    SortedMap<String, List<String>> errorsAfter(PreparedConfig running) {
        Set<Finding> known = Set.copyOf(running.findings);
        return errors(findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR
                        || (finding.severity() == Finding.Severity.REFUSED_WHEN_NEW && !known.contains(finding)))
                .toList());
    }

    private SortedMap<String, List<String>> errors(List<Finding> fatal) {
        SortedMap<String, List<String>> errors = new TreeMap<>();
        overlay.overrides()
                .forEach((setting, override) -> override.error().ifPresent(text -> add(errors, setting, text)));
        fatal.forEach(finding -> add(errors, finding.setting(), finding.text()));
        return errors;
    }

    private static void add(SortedMap<String, List<String>> errors, Setting<?> setting, String text) {
        errors.computeIfAbsent(setting.name(), name -> new ArrayList<>()).add(text);
    }

    /** One message for every variable, and one more for everything there is to tell about it. */
    List<ConfigMessage> messages() {
        var findingsBySetting = findings.stream().collect(Collectors.groupingBy(Finding::setting));
        List<ConfigMessage> messages = new ArrayList<>();
        for (Setting<?> setting : Settings.ALL) {
            messages.add(message(setting, Level.DEBUG, ""));
            EnvironmentOverlay.Source override = overlay.overrides().get(setting);
            if (override != null && override.deprecated()) {
                messages.add(message(
                        setting,
                        Level.WARN,
                        "deprecated name, please use "
                                + setting.environmentName().orElse("")));
            }
            if (override != null) {
                override.error().ifPresent(text -> messages.add(message(setting, Level.ERROR, text)));
            }
            for (Finding finding : findingsBySetting.getOrDefault(setting, List.of())) {
                Level level = finding.severity() == Finding.Severity.ERROR ? Level.ERROR : Level.WARN;
                messages.add(message(setting, level, finding.text()));
            }
        }
        for (String path : unknown.paths()) {
            messages.add(new ConfigMessage(
                    Level.WARN, path, "", "", "", false, "unknown field, it stays in the file but has no effect"));
        }
        return List.copyOf(messages);
    }

    private ConfigMessage message(Setting<?> setting, Level level, String text) {
        return new ConfigMessage(
                level,
                setting.name(),
                setting.isMasked() ? MASK : print(setting),
                setting.environmentName().orElse(""),
                setting.description(),
                overlay.overrides().containsKey(setting),
                text);
    }

    private <T> String print(Setting<T> setting) {
        return setting.type().print(active.get(setting));
    }
}
