package media.kern.core.address;

import java.util.ArrayList;
import java.util.List;

/**
 * One element of a list such as {@code a=1:b=2}.
 *
 * @param key empty if there is only a value
 */
record KeyValue(String key, String value) {

    /** The arguments of a filter, as {@code av_opt_get_key_value} reads them: a value may have no key. */
    static List<KeyValue> arguments(String text) {
        QuotedText reader = new QuotedText(text);
        List<KeyValue> arguments = new ArrayList<>();
        while (!reader.atEnd()) {
            arguments.add(argument(text, reader, ":"));
            reader.skip();
        }
        return arguments;
    }

    /** One argument, up to a terminator that isn't consumed. */
    static KeyValue argument(String text, QuotedText reader, String terminators) {
        reader.skipBlanks();
        int start = reader.position();
        int end = start;
        while (end < text.length() && isKeyCharacter(text.charAt(end))) {
            end++;
        }
        reader.moveTo(end);
        reader.skipBlanks();
        if (reader.at('=')) {
            reader.skip();
            return new KeyValue(text.substring(start, end), reader.token(terminators));
        }
        reader.moveTo(start);
        return new KeyValue("", reader.token(terminators));
    }

    /** The elements of a dictionary, as {@code av_dict_parse_string} reads them: keys may be quoted. */
    static List<KeyValue> dictionary(String text) {
        QuotedText reader = new QuotedText(text);
        List<KeyValue> elements = new ArrayList<>();
        while (!reader.atEnd()) {
            String key = reader.token("=");
            if (!reader.atEnd()) {
                reader.skip();
            }
            elements.add(new KeyValue(key, reader.token(":")));
            reader.skip();
        }
        return elements;
    }

    /** The elements of a list that knows no quotes. */
    static List<KeyValue> unquoted(String text) {
        List<KeyValue> elements = new ArrayList<>();
        for (String element : text.split(":", -1)) {
            int equals = element.indexOf('=');
            elements.add(
                    equals < 0
                            ? new KeyValue(element, "")
                            : new KeyValue(element.substring(0, equals), element.substring(equals + 1)));
        }
        return elements;
    }

    private static boolean isKeyCharacter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "-_/.".indexOf(character) >= 0;
    }
}
