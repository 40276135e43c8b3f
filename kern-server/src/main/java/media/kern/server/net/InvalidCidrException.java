package media.kern.server.net;

/** An entry of an IP list is not in CIDR notation (RFC 4632 section 3.1); the list must be corrected. */
public final class InvalidCidrException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String value;

    InvalidCidrException(String value) {
        super("invalid CIDR address: " + value);
        this.value = value;
    }

    /** The refused entry, without the blanks around it. */
    public String value() {
        return value;
    }
}
