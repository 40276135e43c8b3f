package media.kern.core.placeholder;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders that are known and what they become. A placeholder is
 * <code>{name[^escape][,key=value...]}</code>: its value is a fixed text or a template whose marks are filled from the
 * parameters. Text that doesn't have this form stays as it is. Immutable and safe for concurrent use.
 *
 * <p>A name has letters a to z and optionally a colon followed by letters and digits; behind the colon {@code -} and
 * {@code _} are allowed only in a name that is known.
 */
public final class Placeholders {
    /** The longest text, before and after replacing, in UTF-16 units. */
    public static final int MAX_LENGTH = 1 << 20;

    private final Map<String, Substitute> substitutes;

    private Placeholders(Map<String, Substitute> substitutes) {
        this.substitutes = Map.copyOf(substitutes);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Replaces the placeholders of one name by what is known for it. One that isn't known becomes the empty text.
     *
     * @param name the name, or {@code fs:*} for every name that begins with {@code fs:}
     * @param variables what {@code $variables} in parameter values stand for, by name without dollar sign
     * @throws PlaceholderException if the text gets longer than {@value #MAX_LENGTH}
     */
    public String replace(String text, String name, Map<String, String> variables) throws PlaceholderException {
        return replace(text, name, variables, found -> Optional.ofNullable(substitutes.get(found)));
    }

    /**
     * Replaces the placeholders of one name by a value.
     *
     * @throws PlaceholderException if the text gets longer than {@value #MAX_LENGTH}
     */
    public String replace(String text, String name, String value) throws PlaceholderException {
        Substitute substitute = new Substitute.Value(value);
        return replace(text, name, Map.of(), _ -> Optional.of(substitute));
    }

    private String replace(
            String text,
            String pattern,
            Map<String, String> variables,
            Function<String, Optional<Substitute>> substituteOf)
            throws PlaceholderException {
        BoundedText replaced = new BoundedText();
        PlaceholderScanner scanner = new PlaceholderScanner(text, substitutes::containsKey);
        int done = 0;
        @Nullable Placeholder found;
        while ((found = scanner.next()) != null) {
            if (!covers(pattern, found.name())) {
                continue;
            }
            replaced.append(text, done, found.start());
            Optional<Substitute> substitute = substituteOf.apply(found.name());
            if (substitute.isPresent()) {
                Map<String, String> parameters = PlaceholderParameters.parse(found.parameters(), variables);
                replaced.append(found.escaped(substitute.get().with(parameters)));
            }
            done = found.end();
        }
        return replaced.append(text, done, text.length()).toString();
    }

    private static boolean covers(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    /** Collects what is known. */
    public static final class Builder {
        private final Map<String, Substitute> substitutes = new HashMap<>();

        private Builder() {}

        /** A placeholder that always becomes the same text. */
        public Builder value(String name, String text) {
            substitutes.put(name, new Substitute.Value(text));
            return this;
        }

        /** A placeholder that becomes a text with its <code>{key}</code> marks replaced by parameters or defaults. */
        public Builder template(String name, String text, Map<String, String> defaults) {
            substitutes.put(name, new Substitute.Template(text, defaults));
            return this;
        }

        public Placeholders build() {
            return new Placeholders(substitutes);
        }
    }
}
