package media.kern.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import media.kern.core.address.AccessExpressionException;
import media.kern.core.address.AccessList;
import media.kern.core.address.AddressPolicy;
import media.kern.core.placeholder.PlaceholderValues;
import media.kern.core.placeholder.StorageBase;
import media.kern.core.playout.PlayoutPorts;
import media.kern.core.process.ProcessResolver;
import media.kern.ffmpeg.report.Secrets;
import media.kern.server.config.Config;
import media.kern.server.config.S3Storage;
import media.kern.server.config.Settings;

/** What the configuration says about processes: placeholders, allowed addresses and ports. */
final class ProcessRules {
    private ProcessRules() {}

    static ProcessResolver of(Config config, Path disk) throws IOException {
        return new ProcessResolver(placeholders(config, disk), addresses(config, disk));
    }

    /** What the configuration knows to be secret and puts into addresses. */
    static Secrets secrets(Config config) {
        List<String> known = new ArrayList<>(List.of(
                config.get(Settings.STORAGE_MEMORY_AUTH_PASSWORD),
                config.get(Settings.RTMP_TOKEN),
                config.get(Settings.SRT_TOKEN),
                config.get(Settings.SRT_PASSPHRASE)));
        for (S3Storage storage : config.get(Settings.STORAGE_S3)) {
            known.add(storage.auth().password());
        }
        return new Secrets(known);
    }

    static PlayoutPorts playout(Config config) {
        return config.get(Settings.PLAYOUT_ENABLE)
                ? PlayoutPorts.between(config.get(Settings.PLAYOUT_MIN_PORT), config.get(Settings.PLAYOUT_MAX_PORT))
                : PlayoutPorts.disabled();
    }

    private static PlaceholderValues placeholders(Config config, Path disk) {
        String listen = config.get(Settings.ADDRESS);
        boolean auth = config.get(Settings.STORAGE_MEMORY_AUTH_ENABLE);
        PlaceholderValues.Builder values = PlaceholderValues.builder()
                .disk(disk)
                .memory(base(
                        listen,
                        "/memfs",
                        auth,
                        config.get(Settings.STORAGE_MEMORY_AUTH_USERNAME),
                        config.get(Settings.STORAGE_MEMORY_AUTH_PASSWORD)))
                .rtmp(config.get(Settings.RTMP_ADDRESS), config.get(Settings.RTMP_APP), config.get(Settings.RTMP_TOKEN))
                .srt(
                        config.get(Settings.SRT_ADDRESS),
                        config.get(Settings.SRT_TOKEN),
                        config.get(Settings.SRT_PASSPHRASE));
        for (S3Storage storage : config.get(Settings.STORAGE_S3)) {
            S3Storage.Auth s3 = storage.auth();
            values.storage(
                    storage.name(), base(listen, storage.mountPath(), s3.enable(), s3.username(), s3.password()));
        }
        return values.build();
    }

    private static String base(String listen, String mount, boolean auth, String username, String password) {
        return auth ? StorageBase.withCredentials(listen, mount, username, password) : StorageBase.open(listen, mount);
    }

    private static AddressPolicy addresses(Config config, Path disk) throws IOException {
        try {
            return new AddressPolicy(
                    AccessList.compile(
                            "input",
                            config.get(Settings.FFMPEG_ACCESS_INPUT_ALLOW),
                            config.get(Settings.FFMPEG_ACCESS_INPUT_BLOCK)),
                    AccessList.compile(
                            "output",
                            config.get(Settings.FFMPEG_ACCESS_OUTPUT_ALLOW),
                            config.get(Settings.FFMPEG_ACCESS_OUTPUT_BLOCK)),
                    disk,
                    config.get(Settings.FFMPEG_ACCESS_INPUT_CONFINE));
        } catch (AccessExpressionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
