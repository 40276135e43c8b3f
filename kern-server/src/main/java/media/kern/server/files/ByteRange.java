package media.kern.server.files;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code Range} header asks for (RFC 9110 section 14).
 *
 * @param first the first byte
 * @param length how many, at least 1
 */
record ByteRange(long first, long length) {
    /** What to do with a header. */
    sealed interface Wish {
        /** The whole file: no header, another unit, several ranges, or a header that is not well-formed. */
        record Whole() implements Wish {}

        record Part(ByteRange range) implements Wish {}

        /** No byte of the range exists. */
        record Unsatisfiable() implements Wish {}
    }

    /** @param size of the file in bytes */
    static Wish parse(@Nullable String header, long size) {
        if (header == null || !header.startsWith("bytes=") || header.indexOf(',') >= 0) {
            return new Wish.Whole();
        }
        String spec = header.substring("bytes=".length()).strip();
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return new Wish.Whole();
        }
        long first = number(spec.substring(0, dash));
        long last = number(spec.substring(dash + 1));
        if (dash == 0) {
            return suffix(last, size);
        }
        boolean open = dash == spec.length() - 1;
        if (first < 0 || (!open && last < first)) {
            return new Wish.Whole();
        }
        if (first >= size) {
            return new Wish.Unsatisfiable();
        }
        long end = open ? size - 1 : Math.min(last, size - 1);
        return new Wish.Part(new ByteRange(first, end - first + 1));
    }

    private static Wish suffix(long wanted, long size) {
        if (wanted < 0) {
            return new Wish.Whole();
        }
        if (wanted == 0 || size == 0) {
            return new Wish.Unsatisfiable();
        }
        long length = Math.min(wanted, size);
        return new Wish.Part(new ByteRange(size - length, length));
    }

    /** -1 if it is not a number; what does not fit is as large as can be. */
    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
