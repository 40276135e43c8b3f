package media.kern.server.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/**
 * A complete or partial document of any layout, decoded over a configuration: what is missing stays as it was, lists
 * and maps are replaced as a whole, {@code null} empties them and is otherwise as good as missing.
 *
 * @param layout of the document
 * @param config the outcome in the current layout
 * @param given settings for which the document has a value
 * @param unknown fields that no setting stands for
 */
record ConfigDocument(Layout layout, Config config, Set<Setting<?>> given, UnknownFields unknown) {
    /**
     * @throws JsonException if it is not JSON, or a value has the wrong type
     * @throws InvalidValueException if {@code rtmp.address} cannot be migrated
     */
    static ConfigDocument read(byte[] document, Config over)
            throws JsonException, UnknownConfigVersionException, InvalidValueException {
        Layout layout = Layout.of(version(document));
        Decoding decoding = new Decoding(layout == Layout.V1 ? RtmpsMigration.toVersion1(over) : over);
        JsonReader.read(document, in -> {
            decoding.section(in, layout.root(), Layout.CURRENT.root(), decoding.unknown);
            return decoding;
        });
        Config config = decoding.config;
        if (layout == Layout.V1) {
            config = RtmpsMigration.fromVersion1(config, over);
        }
        config = config.with(Settings.VERSION, (long) Layout.CURRENT.version());
        return new ConfigDocument(
                layout, config, Collections.unmodifiableSet(decoding.given), decoding.unknown.build());
    }

    private static long version(byte[] document) throws JsonException {
        return JsonReader.<Long>read(document, in -> {
            long[] version = new long[1];
            in.object("config.Data", (name, value) -> {
                if (name.equals("version")) {
                    version[0] = value.int64(version[0]);
                } else {
                    value.skip();
                }
            });
            return version[0];
        });
    }

    /** The state of reading one document. */
    private static final class Decoding {
        private final Set<Setting<?>> given = Collections.newSetFromMap(new IdentityHashMap<>());
        private final UnknownFields.Builder unknown = new UnknownFields.Builder();
        private Config config;

        Decoding(Config over) {
            this.config = over;
        }

        /** @param current the same section in the current layout */
        void section(JsonReader in, Section section, Section current, UnknownFields.Builder strangers)
                throws JsonException {
            in.objectExact("config.Data", (name, value) -> {
                String known = name.toLowerCase(Locale.ROOT);
                switch (section.field(known)) {
                    case Section inner ->
                        section(value, inner, sameSection(current, known, inner), strangers.section(known));
                    case SectionField.Leaf(Setting<?> setting) -> value(value, setting);
                    case null -> {
                        if (current.field(known) == null) {
                            strangers.add(name, value.any());
                        } else {
                            value.skip();
                        }
                    }
                }
            });
        }

        private <T> void value(JsonReader in, Setting<T> setting) throws JsonException {
            if (!in.atNull()) {
                given.add(setting);
            }
            config = config.with(setting, setting.type().read(in, config.get(setting)));
        }

        private static Section sameSection(Section current, String name, Section otherwise) {
            return current.field(name) instanceof Section section ? section : otherwise;
        }
    }
}
