package media.kern.server.log;

import java.util.regex.Pattern;

/** Keeps credentials out of the log. */
public final class Secrets {

    private static final String MASK = "***";

    /**
     * A parameter of a query string or of an SRT stream id, whose value goes up to the next parameter of the query. Also
     * names that end with one of the words, such as {@code access_token}. Both patterns need linear time.
     */
    private static final Pattern PARAMETER = Pattern.compile(
            "(token|session|password|passphrase|secret)(=|%3d|(?<=token):)[^&\\s\"']+", Pattern.CASE_INSENSITIVE);

    /** The password in the user information of a URL (RFC 3986 section 3.2.1). */
    private static final Pattern USER_INFO = Pattern.compile("://([^/?#\\s@:]*):[^/?#\\s]*@");

    private Secrets() {}

    /**
     * Replaces passwords in URLs and the values of parameters that hold secrets ({@code token}, {@code access_token},
     * {@code session}, {@code password}, {@code passphrase}, {@code secret}) by {@code ***}.
     *
     * @param text a path with query, a URL, or a sentence with some of them
     */
    public static String mask(String text) {
        String plain = text.indexOf('%') < 0 ? text : decodeWordCharacters(text);
        String masked = plain;
        if (plain.indexOf('@') >= 0) {
            masked = USER_INFO.matcher(plain).replaceAll("://$1:" + MASK + '@');
        }
        return PARAMETER.matcher(masked).replaceAll("$1$2" + MASK);
    }

    /**
     * Letters, digits and the underscore mean the same with and without percent encoding (RFC 3986 section 2.3):
     * {@code %74oken} is {@code token}.
     */
    private static String decodeWordCharacters(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length()) {
                int value = (Character.digit(text.charAt(i + 1), 16) << 4) | Character.digit(text.charAt(i + 2), 16);
                if (value == '_' || (value > 0 && value < 0x80 && Character.isLetterOrDigit(value))) {
                    out.append((char) value);
                    i += 2;
                    continue;
                }
            }
            out.append(c);
        }
        return out.toString();
    }
}
