package media.kern.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import media.kern.server.build.Version;
import media.kern.server.config.Config;
import media.kern.server.config.ConfigException;
import media.kern.server.config.ConfigMessage;
import media.kern.server.config.ConfigStore;
import media.kern.server.config.DotEnv;
import media.kern.server.config.InvalidConfigException;
import media.kern.server.config.Settings;
import media.kern.server.log.KernLog;
import media.kern.server.tls.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program. Takes no arguments: everything comes from the configuration file and the environment. Exit codes: 0
 * after SIGTERM, SIGINT or SIGHUP (a second one ends it at once, with 128 plus its number), 1 if the configuration
 * cannot be used, 2 if the server cannot start.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger("Core");
    private static final int ENDED_AS_ASKED = 0;
    private static final int CONFIGURATION_UNUSABLE = 1;
    private static final int START_FAILED = 2;
    /** Adds a test pattern to an empty database: what {@code make run} shows a newcomer. */
    private static final String DEMO_VARIABLE = "KERN_DEMO";

    private Main() {}

    public static void main(String[] arguments) {
        TerminationSignals signals = TerminationSignals.handle();
        Path folder = Path.of("").toAbsolutePath();
        Map<String, String> environment = DotEnv.merge(folder, System.getenv());
        ConfigStore config = load(environment, folder);
        KernLog log = KernLog.configure(
                config.active().get(Settings.LOG_LEVEL),
                config.active().get(Settings.LOG_TOPICS),
                config.active().get(Settings.LOG_MAX_LINES),
                System.err,
                stderrIsTerminal());
        introduce(config);
        Kern kern = start(config, log, environment, folder);
        try (kern) {
            LOG.atInfo()
                    .addKeyValue("port", kern.port())
                    .addKeyValue("tls_port", kern.tlsPort())
                    .log("Listening");
            if (environment.getOrDefault(DEMO_VARIABLE, "").equals("true")) {
                DemoProcess.addToEmpty(kern.processes());
            }
            signals.await();
        }
        log.flush();
        System.exit(ENDED_AS_ASKED);
    }

    private static ConfigStore load(Map<String, String> environment, Path folder) {
        try {
            ConfigStore config = ConfigStore.load(environment, folder);
            config.createDirectories();
            return config;
        } catch (ConfigException e) {
            throw unusable(List.of(), String.valueOf(e.getMessage()));
        } catch (InvalidConfigException e) {
            throw unusable(e.messages(), "not all variables are set or valid");
        }
    }

    private static AssertionError unusable(List<ConfigMessage> messages, String error) {
        KernLog log = KernLog.configure("info", List.of(), 0, System.err, false);
        log(messages);
        LOG.atError().addKeyValue("error", error).log("Failed to create new API");
        log.flush();
        Runtime.getRuntime().halt(CONFIGURATION_UNUSABLE);
        return new AssertionError("unreachable");
    }

    private static Kern start(ConfigStore config, KernLog log, Map<String, String> environment, Path folder) {
        try {
            return Kern.start(
                    config,
                    log.buffer(),
                    new Kern.Surroundings(
                            folder, environment.getOrDefault("PATH", ""), InstantSource.system(), Pace.NORMAL));
        } catch (StartException e) {
            LOG.atError().addKeyValue("error", String.valueOf(e.getMessage())).log("Failed to start API");
            log.flush();
            Runtime.getRuntime().halt(START_FAILED);
            throw new AssertionError("unreachable", e);
        }
    }

    private static void introduce(ConfigStore config) {
        LOG.atInfo()
                .addKeyValue("application", Version.REFERENCE_APP)
                .addKeyValue("variant", Version.VARIANT)
                .addKeyValue("version", Version.REFERENCE)
                .addKeyValue("kern", Version.KERN)
                .addKeyValue("repository", "")
                .addKeyValue("license", "Apache License Version 2.0")
                .addKeyValue("arch", Version.ARCH)
                .addKeyValue("compiler", Version.COMPILER)
                .log("");
        LOG.atInfo().addKeyValue("path", config.path()).log("Read config file");
        log(config.messages());
        warnOfSettingsWithoutEffect(config.active());
    }

    /** Who comes with an existing configuration must not believe that a listener is there. */
    private static void warnOfSettingsWithoutEffect(Config config) {
        Map<String, Boolean> wanted = new TreeMap<>(Map.of(
                "srt.enable", config.get(Settings.SRT_ENABLE),
                "metrics.enable", config.get(Settings.METRICS_ENABLE),
                "service.enable", config.get(Settings.SERVICE_ENABLE),
                "api.auth.auth0.enable", config.get(Settings.API_AUTH_AUTH0_ENABLE)));
        wanted.forEach((setting, on) -> {
            if (on) {
                LOG.atWarn().addKeyValue("setting", setting).log("This version does not act on this setting yet");
            }
        });
    }

    private static void log(List<ConfigMessage> messages) {
        Logger topic = LoggerFactory.getLogger("Config");
        for (ConfigMessage message : messages) {
            topic.atLevel(message.level())
                    .addKeyValue("variable", message.name())
                    .addKeyValue("value", message.value())
                    .addKeyValue("env", message.environmentName())
                    .addKeyValue("description", message.description())
                    .addKeyValue("override", message.override())
                    .log(message.text());
        }
    }

    private static boolean stderrIsTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
