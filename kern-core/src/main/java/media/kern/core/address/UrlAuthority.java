package media.kern.core.address;

/**
 * The checked authority of a URL (RFC 3986, section 3.2).
 *
 * @param host with its port
 */
record UrlAuthority(String userInfo, String host) {
    private static final String MARKS = "-._~!$&'()*+,;=:";

    static UrlAuthority parse(String authority) throws AddressException {
        if (authority.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
            throw error(authority, "net/url: invalid control character in URL");
        }
        int at = authority.lastIndexOf('@');
        UrlAuthority parsed = new UrlAuthority(authority.substring(0, Math.max(at, 0)), authority.substring(at + 1));
        parsed.checkPort(authority);
        parsed.checkHost(authority);
        parsed.checkUserInfo(authority);
        return parsed;
    }

    private void checkPort(String authority) throws AddressException {
        int colon = host.lastIndexOf(':');
        if (host.startsWith("[")) {
            int bracket = host.lastIndexOf(']');
            if (bracket < 0) {
                throw error(authority, "missing ']' in host");
            }
            requirePort(host.substring(bracket + 1), authority);
        } else if (colon >= 0) {
            requirePort(host.substring(colon), authority);
        }
    }

    private static void requirePort(String port, String authority) throws AddressException {
        boolean valid = port.isEmpty()
                || (port.charAt(0) == ':' && port.chars().skip(1).allMatch(digit -> digit >= '0' && digit <= '9'));
        if (!valid) {
            throw error(authority, "invalid port " + quoted(port) + " after host");
        }
    }

    /** Section 3.2.2: only what isn't ASCII may be percent-encoded in a host, besides the percent sign of a zone. */
    private void checkHost(String authority) throws AddressException {
        int zone = host.startsWith("[") ? host.indexOf("%25") : -1;
        int bracket = host.lastIndexOf(']');
        for (int i = 0; i < host.length(); i++) {
            char character = host.charAt(i);
            if (character == '%') {
                boolean inZone = zone >= 0 && i > zone && i < bracket;
                boolean allowed = isEscape(host, i)
                        && (inZone || Character.digit(host.charAt(i + 1), 16) >= 8 || host.startsWith("%25", i));
                if (!allowed) {
                    throw invalidEscape(host, i, authority);
                }
                i += 2;
            } else if (character < 0x80 && !isPlain(character) && "[]<>\"".indexOf(character) < 0) {
                throw error(authority, "invalid character " + quoted(String.valueOf(character)) + " in host name");
            }
        }
    }

    private void checkUserInfo(String authority) throws AddressException {
        if (!userInfo.chars().allMatch(character -> isPlain(character) || character == '%' || character == '@')) {
            throw error(authority, "net/url: invalid userinfo");
        }
        for (int i = userInfo.indexOf('%'); i >= 0; i = userInfo.indexOf('%', i + 3)) {
            if (!isEscape(userInfo, i)) {
                throw invalidEscape(userInfo, i, authority);
            }
        }
    }

    private static boolean isPlain(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || MARKS.indexOf(character) >= 0;
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length() && isHex(text.charAt(percent + 1)) && isHex(text.charAt(percent + 2));
    }

    private static boolean isHex(char character) {
        return character < 0x80 && Character.digit(character, 16) >= 0;
    }

    private static AddressException invalidEscape(String text, int percent, String authority) {
        String escape = text.substring(percent, Math.min(percent + 3, text.length()));
        return error(authority, "invalid URL escape " + quoted(escape));
    }

    private static AddressException error(String authority, String reason) {
        return new AddressException("parse " + quoted("//" + authority) + ": " + reason);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            switch (character) {
                case '"', '\\' -> quoted.append('\\').append((char) character);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (character < ' ' || character == 0x7f) {
                        quoted.append("\\x%02x".formatted(character));
                    } else {
                        quoted.append((char) character);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
