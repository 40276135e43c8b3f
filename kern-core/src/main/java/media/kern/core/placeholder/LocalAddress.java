package media.kern.core.placeholder;

import java.nio.charset.StandardCharsets;

/**
 * Where a server of this machine is reached by processes on the same machine.
 *
 * @param host empty if the server listens on all interfaces without naming one; IPv6 without brackets
 * @param port with its colon, or empty
 */
record LocalAddress(String host, String port) {

    /** @param listen the address a server listens on: {@code host:port}, {@code [IPv6]:port} or {@code :port} */
    static LocalAddress of(String listen) {
        int colon = listen.lastIndexOf(':');
        boolean hasPort = colon >= 0 && colon > listen.lastIndexOf(']');
        String host = hasPort ? listen.substring(0, colon) : listen;
        String port = hasPort ? listen.substring(colon) : "";
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new LocalAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    /** The authority part of a URL. A wildcard is no address to connect to: loopback of the same family instead. */
    String authority() {
        String reachable = switch (host) {
            case "" -> "localhost";
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
        return (reachable.contains(":") ? "[" + reachable + "]" : reachable) + port;
    }

    /** Percent-encodes all but the unreserved characters (RFC 3986, section 2.3). */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = (unit >= 'a' && unit <= 'z')
                    || (unit >= 'A' && unit <= 'Z')
                    || (unit >= '0' && unit <= '9')
                    || "-._~".indexOf(unit) >= 0;
            encoded.append(unreserved ? Character.toString(unit) : "%%%02X".formatted(unit & 0xff));
        }
        return encoded.toString();
    }
}
