package media.kern.core.placeholder;

/** Text under construction that refuses to grow beyond {@link Placeholders#MAX_LENGTH}. */
final class BoundedText {
    private final StringBuilder text = new StringBuilder();

    BoundedText append(CharSequence source, int start, int end) throws PlaceholderException {
        if (end - start > Placeholders.MAX_LENGTH - text.length()) {
            throw new PlaceholderException("the text with resolved placeholders is longer than the limit of "
                    + Placeholders.MAX_LENGTH + " characters");
        }
        text.append(source, start, end);
        return this;
    }

    BoundedText append(CharSequence source) throws PlaceholderException {
        return append(source, 0, source.length());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
