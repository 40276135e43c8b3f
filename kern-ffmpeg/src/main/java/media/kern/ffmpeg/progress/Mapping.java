package media.kern.ffmpeg.progress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of FFmpeg's stream mapping that leads to an output stream.
 *
 * @param input number of the input, -1 if the stream comes out of a filter graph
 * @param inputStream number of the stream in it
 * @param decoder name of the decoder, empty if there is none or it is not named
 * @param encoder name of the encoder, {@code copy}, or empty
 */
record Mapping(long input, long inputStream, long output, long outputStream, String decoder, String encoder) {
    private static final String COPY = "copy";

    /** {@code Stream #0:1 -> #0:1 (aac (native) -> aac (native))}, {@code (copy)}, {@code (? -> libx264)}. */
    private static final Pattern DIRECT =
            Pattern.compile(" {1,16}Stream #(\\d{1,9}):(\\d{1,9}) -> #(\\d{1,9}):(\\d{1,9})"
                    + "(?: \\[[^]]{0,64}])?(?: \\((.{0,256})\\))?.{0,256}");
    /** {@code overlay:default -> Stream #0:0 (libx264)}, {@code File font.ttf -> Stream #0:1}. */
    private static final Pattern FILTERED =
            Pattern.compile(" {1,16}\\S.{0,256} -> Stream #(\\d{1,9}):(\\d{1,9})(?: \\(([^()]{0,64})\\))?.{0,256}");

    private static final Pattern CODERS =
            Pattern.compile("(\\S{1,64})(?: \\(([^()]{1,64})\\))? -> (\\S{1,64})(?: \\(([^()]{1,64})\\))?");

    /** Reads a line below {@code Stream mapping:}; null if it leads to no output stream. */
    static @Nullable Mapping parse(String line) {
        Matcher direct = DIRECT.matcher(line);
        if (direct.matches()) {
            String coders = direct.group(5) == null ? "" : direct.group(5);
            Matcher both = CODERS.matcher(coders);
            boolean transcoded = both.matches();
            return new Mapping(
                    number(direct.group(1)),
                    number(direct.group(2)),
                    number(direct.group(3)),
                    number(direct.group(4)),
                    transcoded ? coder(both.group(1), both.group(2)) : coders.equals(COPY) ? COPY : "",
                    transcoded ? coder(both.group(3), both.group(4)) : coders.equals(COPY) ? COPY : "");
        }
        Matcher filtered = FILTERED.matcher(line);
        if (filtered.matches()) {
            String encoder = filtered.group(3) == null ? "" : filtered.group(3);
            return new Mapping(-1, -1, number(filtered.group(1)), number(filtered.group(2)), "", encoder);
        }
        return null;
    }

    /** FFmpeg names the codec and, in parentheses, what does the work. */
    private static String coder(String codec, @Nullable String worker) {
        return worker == null || worker.equals("native") ? codec : worker;
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }

    boolean copied() {
        return encoder.equals(COPY);
    }

    boolean direct() {
        return input >= 0;
    }
}
