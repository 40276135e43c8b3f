package media.kern.core.address;

/**
 * An address in the form of a URL. Path, query and fragment are taken as they are, because FFmpeg's patterns such as
 * {@code %05d} aren't valid percent-encoding; only the authority is checked (RFC 3986, section 3.2). What is missing is
 * empty.
 *
 * @param scheme without colon; may itself contain colons and slashes
 * @param opaque the rest of an address that has a scheme but no slash behind it
 * @param userInfo user name and password as written
 * @param host with its port
 * @param path {@code /} if there is a host and no path
 */
public record RelaxedUrl(
        String scheme, String opaque, String userInfo, String host, String path, String query, String fragment) {

    /**
     * Whether an address starts with a scheme: a letter, then letters, digits and {@code + , - . / :}, up to a colon
     * that is followed by a slash.
     */
    public static boolean hasScheme(String address) {
        return endOfScheme(address) > 0;
    }

    /**
     * Splits an address.
     *
     * @throws AddressException if its authority is malformed
     */
    public static RelaxedUrl parse(String address) throws AddressException {
        Cut atFragment = Cut.at(address, '#');
        int end = endOfScheme(atFragment.before);
        String scheme = atFragment.before.substring(0, Math.max(end, 0));
        Cut atQuery = Cut.at(atFragment.before.substring(end + 1), '?');
        String query = atQuery.after;
        String fragment = atFragment.after;
        String rest = atQuery.before;
        if (rest.startsWith("///")) {
            return new RelaxedUrl(scheme, "", "", "", rest.substring(2), query, fragment);
        }
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String path = slash < 0 ? "/" : rest.substring(slash);
            UrlAuthority authority = UrlAuthority.parse(rest.substring(2, slash < 0 ? rest.length() : slash));
            return new RelaxedUrl(scheme, "", authority.userInfo(), authority.host(), path, query, fragment);
        }
        int colon = rest.indexOf(':');
        if (rest.startsWith("/") || colon < 0) {
            return new RelaxedUrl(scheme, "", "", "", rest, query, fragment);
        }
        return new RelaxedUrl(rest.substring(0, colon), rest.substring(colon + 1), "", "", "", query, fragment);
    }

    /** The host without port and brackets. */
    public String hostname() {
        String name = host.substring(0, host.length() - portWithColon().length());
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    /** The port as it is written, not necessarily in the range of ports. */
    public String port() {
        String port = portWithColon();
        return port.isEmpty() ? port : port.substring(1);
    }

    private String portWithColon() {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(colon) : "";
    }

    /** The offset of the colon behind the scheme, -1 if there is none. */
    private static int endOfScheme(String address) {
        if (address.isEmpty() || !isLetter(address.charAt(0))) {
            return -1;
        }
        for (int i = 1; i < address.length() - 1; i++) {
            char character = address.charAt(i);
            if (character == ':' && address.charAt(i + 1) == '/') {
                return i;
            }
            if (!isLetter(character) && (character < '+' || character > ':')) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private record Cut(String before, String after) {
        static Cut at(String text, char separator) {
            int index = text.indexOf(separator);
            return index < 0 ? new Cut(text, "") : new Cut(text.substring(0, index), text.substring(index + 1));
        }
    }
}
