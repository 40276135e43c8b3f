package media.kern.core.address;

/**
 * A text that can be read only so many times. A backtracking expression that would take exponential time ends with
 * {@link Exhausted} instead. For one thread.
 */
final class MeteredText implements CharSequence {
    /** The reads are used up. */
    static final class Exhausted extends RuntimeException {
        Exhausted() {
            super("the expressions take too many steps", null, false, false);
        }
    }

    private final String text;
    private int reads;

    MeteredText(String text, int reads) {
        this.text = text;
        this.reads = reads;
    }

    @Override
    public char charAt(int index) {
        if (reads-- <= 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
