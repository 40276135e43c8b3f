package media.kern.core.placeholder;

import java.util.Map;
import java.util.Optional;

/** What a placeholder becomes. */
sealed interface Substitute {

    /** The text for a placeholder with these (decoded) parameters. */
    String with(Map<String, String> parameters) throws PlaceholderException;

    /** The same text whatever the parameters. */
    record Value(String text) implements Substitute {
        @Override
        public String with(Map<String, String> parameters) {
            return text;
        }
    }

    /**
     * A text with <code>{key}</code> marks (letters a to z and colons). A mark becomes the parameter of that key, else
     * its default, else it stays.
     */
    record Template(String text, Map<String, String> defaults) implements Substitute {
        public Template {
            defaults = Map.copyOf(defaults);
        }

        @Override
        public String with(Map<String, String> parameters) throws PlaceholderException {
            BoundedText filled = new BoundedText();
            int done = 0;
            for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
                int close = endOfKey(open + 1);
                if (close == open + 1 || close == text.length() || text.charAt(close) != '}') {
                    continue;
                }
                String key = text.substring(open + 1, close);
                Optional<String> value = Optional.ofNullable(parameters.getOrDefault(key, defaults.get(key)));
                if (value.isPresent()) {
                    filled.append(text, done, open).append(value.get());
                    done = close + 1;
                }
            }
            return filled.append(text, done, text.length()).toString();
        }

        private int endOfKey(int start) {
            int end = start;
            while (end < text.length()
                    && ((text.charAt(end) >= 'a' && text.charAt(end) <= 'z') || text.charAt(end) == ':')) {
                end++;
            }
            return end;
        }
    }
}
