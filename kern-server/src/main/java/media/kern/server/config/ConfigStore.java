package media.kern.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import media.kern.core.json.JsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of a running server: what the file holds, and what is active once the environment is laid over it.
 * Safe for use by several threads; changes happen one after the other.
 */
public final class ConfigStore {
    private static final Logger LOG = LoggerFactory.getLogger("Config");
    private static final Duration HOST_LOOKUP_LIMIT = Duration.ofSeconds(10);
    private static final String DIRECTORY_PERMISSIONS = "rwxr-x---";

    private final ConfigFile file;
    private final Surroundings around;
    private final Clock clock;
    private final Instant loadedAt;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile PreparedConfig current;

    private ConfigStore(ConfigFile file, Surroundings around, Clock clock, PreparedConfig current) {
        this.file = file;
        this.around = around;
        this.clock = clock;
        this.current = current;
        this.loadedAt = clock.instant();
    }

    /**
     * Finds the file, reads and migrates it, lays the environment over it and checks the outcome. The file is written
     * only if it was missing or old or lacked a generated value; where it cannot be written, a warning is logged. No
     * directory is created but that of the file.
     *
     * @param environment with the variables of {@code .env} already in it, see {@link DotEnv}
     * @param workingDirectory base of all relative paths
     * @throws ConfigException if the file cannot be read or understood; it was left as it is
     * @throws InvalidConfigException if values are not valid
     */
    public static ConfigStore load(Map<String, String> environment, Path workingDirectory)
            throws ConfigException, InvalidConfigException {
        Surroundings around =
                new Surroundings(workingDirectory, Map.copyOf(environment), HostLookup.dns(HOST_LOOKUP_LIMIT));
        return load(around, Clock.systemUTC());
    }

    static ConfigStore load(Surroundings around, Clock clock) throws ConfigException, InvalidConfigException {
        Path chosen = ConfigLocation.find(around.environment(), around.workingDirectory());
        ConfigFile file = ConfigFile.in(around.workingDirectory(), chosen);
        PreparedConfig prepared = read(file, around);
        SortedMap<String, List<String>> errors = prepared.errors();
        if (!errors.isEmpty()) {
            throw new InvalidConfigException(errors, prepared.messages());
        }
        return new ConfigStore(file, around, clock, prepared);
    }

    private static PreparedConfig read(ConfigFile file, Surroundings around) throws ConfigException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            Config config = Config.defaults();
            store(file, config, UnknownFields.NONE);
            return PreparedConfig.of(config, UnknownFields.NONE, around);
        }
        ConfigDocument document = decode(file, content.get());
        boolean complete = Settings.ALL.stream()
                .filter(setting -> setting.generated().isPresent())
                .allMatch(document.given()::contains);
        if (document.layout() != Layout.CURRENT) {
            migrate(file, content.get(), document);
        } else if (!complete) {
            store(file, document.config(), document.unknown());
        }
        return PreparedConfig.of(document.config(), document.unknown(), around);
    }

    private static ConfigDocument decode(ConfigFile file, byte[] content) throws ConfigException {
        try {
            return ConfigDocument.read(content, Config.defaults());
        } catch (JsonException | UnknownConfigVersionException | InvalidValueException e) {
            throw file.unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private static void migrate(ConfigFile file, byte[] content, ConfigDocument document) {
        try {
            file.backup(document.layout(), content);
        } catch (IOException e) {
            warnNotWritten(file, e);
            return;
        }
        store(file, document.config(), document.unknown());
    }

    private static void store(ConfigFile file, Config config, UnknownFields unknown) {
        try {
            file.write(config, unknown);
        } catch (IOException e) {
            warnNotWritten(file, e);
        }
    }

    private static void warnNotWritten(ConfigFile file, IOException e) {
        LOG.atWarn()
                .addKeyValue("path", file.path())
                .setCause(e)
                .log("Configuration file can't be written, generated values last until the next start");
    }

    /** What the server is to use: the file with the environment over it. Changes by {@link #put}. */
    public Config active() {
        return current.active();
    }

    /** What the file holds. */
    public Config base() {
        return current.base();
    }

    /** Names of the variables that the environment sets, in table order. */
    public List<String> overrides() {
        return current.overlay().names();
    }

    /** What there is to log about the variables. */
    public List<ConfigMessage> messages() {
        return current.messages();
    }

    /** When the content was first saved, or last put. */
    public Instant createdAt() {
        return current.base().get(Settings.CREATED_AT);
    }

    /** Same as {@link #createdAt()}: later than {@link #loadedAt()} if a change waits for a reload. */
    public Instant updatedAt() {
        return createdAt();
    }

    /** When this store was loaded. */
    public Instant loadedAt() {
        return loadedAt;
    }

    /** The file as chosen, possibly relative to the working directory. */
    public Path path() {
        return file.chosen();
    }

    /**
     * Creates the directories that the active configuration names and that are the server's own.
     *
     * @throws ConfigException if one cannot be created; the message names the setting
     */
    public void createDirectories() throws ConfigException {
        for (Setting<String> setting : List.of(Settings.DB_DIR, Settings.STORAGE_DISK_DIR)) {
            String directory = active().get(setting);
            try {
                Folder.create(around.workingDirectory().resolve(directory), DIRECTORY_PERMISSIONS);
            } catch (IOException e) {
                throw new ConfigException(setting.name() + ": " + directory + " can't be created (" + e + ")", e);
            }
        }
    }

    /**
     * Stores a complete or partial document of any layout and makes it active. Values that the environment overrides
     * and that come back as they are active stay in the file as they were.
     *
     * @throws JsonException if it is not JSON or a value has the wrong type
     * @throws UnknownConfigVersionException if it is of no known layout
     * @throws InvalidConfigException if the outcome is not valid; nothing was changed
     * @throws IOException if it cannot be stored; nothing was changed
     */
    public void put(byte[] body)
            throws JsonException, UnknownConfigVersionException, InvalidConfigException, IOException {
        changes.lock();
        try {
            PreparedConfig before = current;
            PreparedConfig after = PreparedConfig.of(merge(body, before), before.unknown(), around);
            SortedMap<String, List<String>> errors = after.errorsAfter(before);
            if (!errors.isEmpty()) {
                throw new InvalidConfigException(errors, after.messages());
            }
            file.write(after.base(), after.unknown());
            current = after;
        } finally {
            changes.unlock();
        }
    }

    private Config merge(byte[] body, PreparedConfig before)
            throws JsonException, UnknownConfigVersionException, InvalidConfigException {
        ConfigDocument document;
        try {
            document = ConfigDocument.read(body, before.base());
        } catch (InvalidValueException e) {
            throw InvalidConfigException.of(Settings.RTMP_ADDRESS, e.reason());
        }
        Config merged = document.config();
        for (Setting<?> setting : document.given()) {
            boolean differs = !before.active().hasSame(setting, before.base());
            if (differs && merged.hasSame(setting, before.active())) {
                merged = merged.withValueOf(setting, before.base());
            }
        }
        return merged.with(Settings.CREATED_AT, clock.instant());
    }
}
