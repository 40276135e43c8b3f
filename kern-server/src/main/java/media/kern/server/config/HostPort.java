package media.kern.server.config;

/**
 * The two parts of a listen address such as {@code :8080}, {@code 127.0.0.1:8080} or {@code [::1]:8080}.
 *
 * @param host empty for all addresses of the machine; IPv6 addresses without brackets
 * @param port as written
 */
public record HostPort(String host, String port) {
    static final int HIGHEST_PORT = 65535;

    /**
     * Takes an address apart.
     *
     * @throws InvalidValueException if the port is missing or not digits; its range is not checked
     */
    public static HostPort parse(String address) throws InvalidValueException {
        HostPort parts = split(address);
        if (parts.port.isEmpty() || !parts.port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new InvalidValueException("the port must be numerical");
        }
        return parts;
    }

    /**
     * The port as a number.
     *
     * @throws InvalidValueException if it is above 65535
     */
    public int portNumber() throws InvalidValueException {
        String digits = port.replaceFirst("^0+(?=.)", "");
        if (digits.length() > 5 || Integer.parseInt(digits) > HIGHEST_PORT) {
            throw new InvalidValueException(outOfRange(port));
        }
        return Integer.parseInt(digits);
    }

    /** The same host with another port. */
    HostPort withPort(int other) {
        return new HostPort(host, Integer.toString(other));
    }

    static String outOfRange(String port) {
        return port + " is not in the range of [0, " + HIGHEST_PORT + "]";
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static HostPort split(String address) throws InvalidValueException {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            throw error(address, "missing port in address");
        }
        String host = address.substring(0, colon);
        String port = address.substring(colon + 1);
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            if (end < 0) {
                throw error(address, "missing ']' in address");
            }
            if (end + 1 != colon) {
                boolean moreColons = end + 1 < address.length() && address.charAt(end + 1) == ':';
                throw error(address, moreColons ? "too many colons in address" : "missing port in address");
            }
            host = address.substring(1, end);
        } else if (host.contains(":")) {
            throw error(address, "too many colons in address");
        }
        if (host.contains("[") || port.contains("[")) {
            throw error(address, "unexpected '[' in address");
        }
        if (host.contains("]") || port.contains("]")) {
            throw error(address, "unexpected ']' in address");
        }
        return new HostPort(host, port);
    }

    private static InvalidValueException error(String address, String reason) {
        return new InvalidValueException(address.isEmpty() ? reason : "address " + address + ": " + reason);
    }
}
