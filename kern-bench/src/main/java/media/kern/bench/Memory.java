package media.kern.bench;

/** Amounts of memory as text. */
final class Memory {
    private static final long MEBIBYTE = 1024 * 1024;

    private Memory() {}

    static String mebibytes(long bytes) {
        return Long.toString(Math.round((double) bytes / MEBIBYTE));
    }
}
