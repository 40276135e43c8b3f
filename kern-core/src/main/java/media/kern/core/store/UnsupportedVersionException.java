package media.kern.core.store;

/** A database of another layout. */
final class UnsupportedVersionException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedVersionException(long wanted, long found) {
        super("unsupported version of the DB file (want: " + wanted + ", have: " + found + ")");
    }
}
