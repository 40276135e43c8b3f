package media.kern.core.placeholder;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values of all placeholders that depend on the configuration alone. Built once per configuration; immutable and
 * safe for concurrent use. What isn't set resolves to the empty text.
 */
public final class PlaceholderValues {
    private static final Pattern STORAGE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final Placeholders inputs;
    private final Placeholders outputs;

    private PlaceholderValues(Builder builder) {
        this.inputs = builder.inputs.build();
        this.outputs = builder.outputs.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    Placeholders inputs() {
        return inputs;
    }

    Placeholders outputs() {
        return outputs;
    }

    /** Collects the values. */
    public static final class Builder {
        private final Placeholders.Builder inputs = Placeholders.builder();
        private final Placeholders.Builder outputs = Placeholders.builder();

        private Builder() {}

        /** <code>{diskfs}</code> and <code>{fs:disk}</code>: the folder, made absolute. */
        public Builder disk(Path folder) {
            String absolute = folder.toAbsolutePath().normalize().toString();
            value("diskfs", absolute);
            value("fs:disk", absolute);
            return this;
        }

        /** <code>{memfs}</code> and <code>{fs:mem}</code>: a base address, see {@link StorageBase}. */
        public Builder memory(String base) {
            value("memfs", base);
            value("fs:mem", base);
            return this;
        }

        /**
         * <code>{fs:NAME}</code> of one more storage: a base address, see {@link StorageBase}.
         *
         * @throws IllegalArgumentException if the name has other characters than letters, digits, {@code -} and
         *     {@code _}
         */
        public Builder storage(String name, String base) {
            if (!STORAGE_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("the storage name '" + name + "' must match " + STORAGE_NAME);
            }
            value("fs:" + name, base);
            return this;
        }

        /**
         * <code>{rtmp}</code>, with the parameter {@code name}.
         *
         * @param listen the address of the RTMP server; {@code localhost} is used if it has no host, the loopback
         *     address if it is a wildcard
         * @param app the application's path, {@code /} is left out
         * @param token percent-encoded into the query, left out if empty
         */
        public Builder rtmp(String listen, String app, String token) {
            String text = "rtmp://" + LocalAddress.of(listen).authority() + (app.equals("/") ? "" : app) + "/{name}"
                    + (token.isEmpty() ? "" : "?token=" + LocalAddress.encode(token));
            inputs.template("rtmp", text, Map.of());
            outputs.template("rtmp", text, Map.of());
            return this;
        }

        /**
         * <code>{srt}</code>, with the parameters {@code name} and {@code latency} (microseconds, 20000 if not given).
         * It requests the stream in inputs and publishes it in outputs.
         *
         * @param listen the address of the SRT server, as for {@link #rtmp}
         * @param token percent-encoded into the stream id, left out if empty
         * @param passphrase left out if empty. FFmpeg takes it from the URL undecoded, so it can't be encoded
         */
        public Builder srt(String listen, String token, String passphrase) {
            Map<String, String> defaults = Map.of("latency", "20000");
            String before = "srt://" + LocalAddress.of(listen).authority()
                    + "?mode=caller&transtype=live&latency={latency}&streamid={name},mode:";
            String after = (token.isEmpty() ? "" : ",token:" + LocalAddress.encode(token))
                    + (passphrase.isEmpty() ? "" : "&passphrase=" + passphrase);
            inputs.template("srt", before + "request" + after, defaults);
            outputs.template("srt", before + "publish" + after, defaults);
            return this;
        }

        public PlaceholderValues build() {
            return new PlaceholderValues(this);
        }

        private void value(String name, String text) {
            inputs.value(name, text);
            outputs.value(name, text);
        }
    }
}
