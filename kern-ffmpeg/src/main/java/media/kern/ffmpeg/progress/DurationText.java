package media.kern.ffmpeg.progress;

/**
 * A length of time as numbers with units, like {@code 0h0m1.8s} or {@code 1m250ms}. Units are h, m, s, ms, us, µs and
 * ns; a bare {@code 0} is allowed too.
 */
final class DurationText {

    private static final int MAX_LENGTH = 100;
    private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;

    private final String text;
    private int position;

    private DurationText(String text) {
        this.text = text;
    }

    /** Seconds, fractions included. */
    static double seconds(String text) throws RejectedLineException {
        if (text.length() > MAX_LENGTH) {
            throw new RejectedLineException("invalid time: longer than " + MAX_LENGTH + " characters");
        }
        double seconds = new DurationText(text).parse();
        if (!(Math.abs(seconds) <= MAX_SECONDS)) {
            throw new RejectedLineException("invalid time '" + text + "': out of range");
        }
        return seconds + 0.0;
    }

    private double parse() throws RejectedLineException {
        double sign = 1;
        if (text.startsWith("-") || text.startsWith("+")) {
            sign = text.charAt(0) == '-' ? -1 : 1;
            position = 1;
        }
        if (text.startsWith("0", position) && text.length() == position + 1) {
            return 0;
        }
        double seconds = 0;
        do {
            double number = number();
            seconds += number * unit();
        } while (position < text.length());
        return sign * seconds;
    }

    private double number() throws RejectedLineException {
        int from = position;
        boolean digits = skipDigits();
        if (text.startsWith(".", position)) {
            position++;
            digits |= skipDigits();
        }
        if (!digits) {
            throw invalid("a number is missing");
        }
        return Double.parseDouble(text.substring(from, position));
    }

    private boolean skipDigits() {
        int from = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        return position > from;
    }

    private double unit() throws RejectedLineException {
        int from = position;
        while (position < text.length() && text.charAt(position) > '9') {
            position++;
        }
        return switch (text.substring(from, position)) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "us", "\u00b5s", "\u03bcs" -> 1e-6;
            case "ns" -> 1e-9;
            default -> throw invalid("a unit is missing or unknown");
        };
    }

    private RejectedLineException invalid(String reason) {
        return new RejectedLineException("invalid time '" + text + "': " + reason);
    }
}
