package media.kern.ffmpeg.progress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as FFmpeg's options take it: {@code 90}, {@code 1.5s}, {@code 200ms}, {@code 01:30}, {@code 1:00:00.5}. */
final class FfmpegDuration {
    private static final Pattern PLAIN = Pattern.compile("(\\d{1,9}(?:\\.\\d{0,9})?|\\.\\d{1,9})(s|ms|us)?");
    private static final Pattern CLOCK = Pattern.compile("(?:(\\d{1,6}):)?(\\d{1,6}):(\\d{1,6}(?:\\.\\d{0,9})?)");

    private FfmpegDuration() {}

    /** In seconds; NaN if it is none, or negative. */
    static double seconds(String text) {
        Matcher plain = PLAIN.matcher(text);
        if (plain.matches()) {
            double value = Double.parseDouble(plain.group(1));
            String unit = plain.group(2) == null ? "s" : plain.group(2);
            return switch (unit) {
                case "ms" -> value / 1e3;
                case "us" -> value / 1e6;
                default -> value;
            };
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            double hours = clock.group(1) == null ? 0 : Double.parseDouble(clock.group(1));
            return 3600 * hours + 60 * Double.parseDouble(clock.group(2)) + Double.parseDouble(clock.group(3));
        }
        return Double.NaN;
    }
}
