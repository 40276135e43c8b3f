package media.kern.server.config;

/** A document whose {@code version} is missing (then it counts as 0) or not one of 1, 2 and 3. */
public final class UnknownConfigVersionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long version;

    UnknownConfigVersionException(long version) {
        super("unknown configuration layout version (found version " + version + ", expecting version "
                + Layout.CURRENT.version() + ")");
        this.version = version;
    }

    public long version() {
        return version;
    }
}
