package media.kern.ffmpeg.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Keeps credentials out of logs, reports and whatever else is shown. Some are recognised by their surroundings; values
 * that are known to be secret are masked wherever they stand.
 */
public final class Secrets implements UnaryOperator<String> {

    private static final String MASK = "***";

    /** A shorter one would blacken half of a text. */
    private static final int SHORTEST_KNOWN = 6;

    /** Ends of the names of parameters that hold secrets. */
    private static final List<String> SECRET_NAMES =
            List.of("token", "session", "password", "passphrase", "secret", "pwd", "apikey", "api_key", "signature");

    /** A secret only if it is the whole name. */
    private static final String KEY = "key";

    /** In the stream id of SRT. */
    private static final String TOKEN = "token:";

    /** Each with its colon. */
    private static final List<String> HEADER_NAMES =
            List.of("authorization:", "cookie:", "x-api-key:", "x-auth-token:");

    /** The password in the user information of a URL (RFC 3986 section 3.2.1). */
    private static final Pattern USER_INFO = Pattern.compile("://([^/?#\\s@:]*):[^/?#\\s]*@");

    /** Headers of HTTP that hold credentials (RFC 9110 section 11.6.2, RFC 6265 section 4.2), to their end. */
    private static final Pattern HEADER = Pattern.compile(
            "((?:" + String.join("|", HEADER_NAMES) + ") {0,8})[^\\r\\n'\"]+", Pattern.CASE_INSENSITIVE);

    /** Options of FFmpeg whose value is a secret, without the stream specifier. */
    private static final Pattern SECRET_OPTION = Pattern.compile(
            "-(?:.*(?:passphrase|password|token|secret|_keys?)|srtp_(?:in|out)_params|key|cookies|activation_bytes)(?::.*)?",
            Pattern.CASE_INSENSITIVE);

    private final List<String> known;

    /** @param known values that are secret; shorter ones than 6 characters are not looked for */
    public Secrets(Collection<String> known) {
        List<String> values = new ArrayList<>();
        for (String value : known) {
            if (value.length() >= SHORTEST_KNOWN) {
                values.add(value);
                String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
                if (!encoded.equals(value)) {
                    values.add(encoded);
                }
            }
        }
        // One may be part of another one.
        values.sort(Comparator.comparingInt(String::length).reversed());
        this.known = List.copyOf(values);
    }

    /** These secrets, and those that options of a command hold, for FFmpeg repeats them in its messages. */
    public Secrets withOptionsOf(List<String> arguments) {
        List<String> values = new ArrayList<>(known);
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (SECRET_OPTION.matcher(arguments.get(i)).matches()) {
                values.add(arguments.get(i + 1));
            }
        }
        return values.size() == known.size() ? this : new Secrets(values);
    }

    /** Masks the known values and what {@link #mask} finds. */
    @Override
    public String apply(String text) {
        String masked = text;
        for (String value : known) {
            if (masked.contains(value)) {
                masked = masked.replace(value, MASK);
            }
        }
        return mask(masked);
    }

    /** Masks a command line: its URLs, and the values of options that hold secrets, such as {@code -passphrase}. */
    public List<String> arguments(List<String> arguments) {
        List<String> masked = new ArrayList<>(arguments.size());
        boolean secret = false;
        for (String argument : arguments) {
            masked.add(secret ? MASK : apply(argument));
            secret = !secret && SECRET_OPTION.matcher(argument).matches();
        }
        return masked;
    }

    /**
     * Replaces passwords in URLs, credentials of HTTP and the values of parameters that hold secrets ({@code token},
     * {@code access_token}, {@code session}, {@code password}, {@code passphrase}, {@code secret}) by {@code ***}. A text
     * without any is returned as it is.
     *
     * @param text a path with query, a URL, or a sentence with some of them
     */
    public static String mask(String text) {
        if (!suspicious(text)) {
            return text;
        }
        String plain = text.indexOf('%') < 0 ? text : decodeWordCharacters(text);
        String masked = plain;
        if (plain.indexOf('@') >= 0 && plain.contains("://")) {
            masked = USER_INFO.matcher(plain).replaceAll("://$1:" + MASK + '@');
        }
        masked = maskParameters(masked);
        if (HEADER_NAMES.stream().anyMatch(name -> endsBeforeColon(plain, name))) {
            masked = HEADER.matcher(masked).replaceAll("$1" + MASK);
        }
        return masked.equals(plain) ? text : masked;
    }

    /** Cheap, for the many lines of a log. */
    private static boolean suspicious(String text) {
        return text.indexOf('=') >= 0
                || text.indexOf('%') >= 0
                || (text.indexOf('@') >= 0 && text.contains("://"))
                || endsBeforeColon(text, TOKEN)
                || HEADER_NAMES.stream().anyMatch(name -> endsBeforeColon(text, name));
    }

    /** Whether a word, which includes its colon, is in the text, in capitals or not. */
    private static boolean endsBeforeColon(String text, String word) {
        for (int i = text.indexOf(':'); i >= 0; i = text.indexOf(':', i + 1)) {
            if (endsAt(text, i + 1, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsAt(String text, int end, String word) {
        return end >= word.length() && text.regionMatches(true, end - word.length(), word, 0, word.length());
    }

    /**
     * Parameters of a query string or of an SRT stream id, whose value goes up to the next parameter of the query. Also
     * names that end with one of the words, such as {@code access_token}.
     */
    private static String maskParameters(String text) {
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        int at = 0;
        while (at < text.length()) {
            int value = at + separatorLength(text, at);
            if (value == at) {
                at++;
                continue;
            }
            // In this order: looking for the end of every value would take quadratic time.
            int end = isSecret(text, at) ? endOfValue(text, value) : value;
            if (end > value) {
                masked.append(text, copied, value).append(MASK);
                copied = end;
            }
            at = end;
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    /** How long the sign between name and value is that stands here; 0 if there is none. */
    private static int separatorLength(String text, int at) {
        return switch (text.charAt(at)) {
            case '=' -> 1;
            case ':' -> endsAt(text, at + 1, TOKEN) ? 1 : 0;
            case '%' -> text.regionMatches(true, at, "%3d", 0, 3) ? 3 : 0;
            default -> 0;
        };
    }

    private static boolean isSecret(String text, int endOfName) {
        for (String name : SECRET_NAMES) {
            if (endsAt(text, endOfName, name)) {
                return true;
            }
        }
        int beforeKey = endOfName - KEY.length() - 1;
        return endsAt(text, endOfName, KEY) && beforeKey >= 0 && "?&".indexOf(text.charAt(beforeKey)) >= 0;
    }

    /** The bar and the bracket end a target of FFmpeg's tee. */
    private static int endOfValue(String text, int from) {
        int end = from;
        while (end < text.length() && "&\"'|] \t\n\r\f\u000b".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
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
