package media.kern.ffmpeg.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the lines that {@code -progress} writes: {@code key=value}, ended by {@code progress=continue} or
 * {@code progress=end}. A value that is {@code N/A} or unreadable keeps what it was before.
 */
final class ProgressBlock {
    private static final Pattern LINE =
            Pattern.compile("(frame|fps|stream_\\d{1,9}_\\d{1,9}_q|stream_\\d{1,9}_\\d{1,9}_psnr_\\w{1,8}"
                    + "|bitrate|total_size|out_time|out_time_ms|out_time_us|dup_frames|drop_frames|speed|progress)"
                    + "= {0,64}([^= ]{0,64}) {0,64}");
    private static final Pattern QUANTISER = Pattern.compile("stream_(\\d{1,6})_(\\d{1,6})_q");
    private static final double MICROS_PER_SECOND = 1_000_000;

    private final Map<StreamKey, Double> quantisers = new HashMap<>();
    private Totals totals = Totals.EMPTY;
    private boolean first = true;
    private boolean frames;
    private boolean inside;
    private boolean ended;

    /** One stream of one output. */
    record StreamKey(long output, long stream) {}

    /** What a line was. */
    enum Line {
        /** None of a block. */
        FOREIGN,
        PART,
        /** The last one: the values are up to date now. */
        END
    }

    Line take(String line) {
        // Cheap, for nearly all lines of the log: the keys are lower case.
        if (line.isEmpty() || line.charAt(0) < 'a' || line.charAt(0) > 't') {
            return Line.FOREIGN;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Line.FOREIGN;
        }
        String key = matcher.group(1);
        // A block begins with the frames, or without video with the bitrate; only then the rest is part of it.
        inside |= key.equals("frame") || key.equals("bitrate");
        String value = matcher.group(2);
        if (!inside || (key.equals("progress") && !value.equals("continue") && !value.equals("end"))) {
            return Line.FOREIGN;
        }
        switch (key) {
            case "frame" -> {
                frames = true;
                totals = totals.withFrame(whole(value, totals.frame()));
            }
            case "total_size" -> totals = totals.withSizeBytes(whole(value, totals.sizeBytes()));
            case "out_time_us" -> totals = totals.withTimeSeconds(seconds(value));
            case "dup_frames" -> totals = totals.withDup(whole(value, totals.dup()));
            case "drop_frames" -> totals = totals.withDrop(whole(value, totals.drop()));
            case "speed" -> totals = totals.withSpeed(decimal(value.replace("x", ""), totals.speed()));
            case "progress" -> {
                first = true;
                inside = false;
                ended = true;
                return Line.END;
            }
            default -> quantiser(key, value);
        }
        return Line.PART;
    }

    private void quantiser(String key, String value) {
        Matcher matcher = QUANTISER.matcher(key);
        if (!matcher.matches() || quantisers.size() >= StreamDescription.MAX_STREAMS) {
            return;
        }
        double q = decimal(value, 0);
        quantisers.put(new StreamKey(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))), q);
        if (first) {
            first = false;
            totals = totals.withQ(q);
        }
    }

    private double seconds(String value) {
        double micros = decimal(value, -1);
        // Before the first output it may be negative.
        return micros < 0 ? totals.timeSeconds() : micros / MICROS_PER_SECOND;
    }

    private static long whole(String value, long otherwise) {
        double number = decimal(value, -1);
        return number < 0 ? otherwise : (long) number;
    }

    private static double decimal(String value, double otherwise) {
        double number = Numbers.decimal(value, 0, value.length());
        return Double.isNaN(number) ? otherwise : number;
    }

    Totals totals() {
        return totals;
    }

    @Nullable
    Double quantiser(long output, long stream) {
        return quantisers.get(new StreamKey(output, stream));
    }

    /** Whether frames are counted, which needs a video. */
    boolean hasFrames() {
        return frames;
    }

    /** Whether there was a whole block: only then it is certain that FFmpeg writes them. */
    boolean hasEnded() {
        return ended;
    }
}
