package media.kern.core.placeholder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a placeholder: {@code key=value} pairs, separated by commas and percent-encoded. */
final class PlaceholderParameters {
    private PlaceholderParameters() {}

    /**
     * Decodes the parameters and replaces the {@code $variables} in their values. A pair with an invalid escape or an
     * empty key is left out, of a repeated key the last one counts.
     */
    static Map<String, String> parse(String parameters, Map<String, String> variables) throws PlaceholderException {
        Map<String, String> values = new HashMap<>();
        List<String> names = variables.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String pair : parameters.split(",", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> key = decode(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (key.isPresent() && value.isPresent() && !key.get().isEmpty()) {
                values.put(key.get(), expand(value.get(), names, variables));
            }
        }
        return values;
    }

    /** Replaces each {@code $name} in a single pass: what a variable stands for isn't looked at again. */
    private static String expand(String text, List<String> longestFirst, Map<String, String> variables)
            throws PlaceholderException {
        BoundedText expanded = new BoundedText();
        int done = 0;
        for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', dollar + 1)) {
            for (String name : longestFirst) {
                if (text.startsWith(name, dollar + 1)) {
                    expanded.append(text, done, dollar).append(variables.getOrDefault(name, ""));
                    done = dollar + 1 + name.length();
                    break;
                }
            }
        }
        return expanded.append(text, done, text.length()).toString();
    }

    /** Decodes a part of a URL query ({@code %XX} and {@code +}), empty if an escape is invalid. */
    private static Optional<String> decode(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text.replace('+', ' '));
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        return Optional.of(decoded.toString(StandardCharsets.UTF_8));
    }
}
