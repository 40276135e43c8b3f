package media.kern.ffmpeg.progress;

import org.jspecify.annotations.Nullable;

/**
 * Reads the statistics of a vanilla FFmpeg: {@code frame= 5968 fps= 25 q=19.4 size=     443kB time=00:03:58.44
 * bitrate=5632kbits/s speed=0.999x}, and the same without frames if there is no video. Each value is read on its own;
 * one that is missing, {@code N/A} or unreadable keeps what it was before.
 */
final class StatsLine {

    /** Digits that fit into a long whatever they are. */
    private static final int MAX_DIGITS = 18;

    private static final long MAX_KIBIBYTES = Long.MAX_VALUE / 1024;
    private static final long MAX_HOURS = 1_000_000_000;

    private final String line;
    private int seen;
    private long frame;
    private double q;
    private long sizeBytes;
    private double timeSeconds;
    private double speed;
    private long drop;
    private long dup;

    private StatsLine(String line, Totals previous) {
        this.line = line;
        frame = previous.frame();
        q = previous.q();
        sizeBytes = previous.sizeBytes();
        timeSeconds = previous.timeSeconds();
        speed = previous.speed();
        drop = previous.drop();
        dup = previous.dup();
    }

    /** Whether the line begins like statistics with video. */
    static boolean hasFrames(String line) {
        return line.startsWith("frame=");
    }

    /** Whether the line is statistics without video; other lines that happen to begin with a size aren't. */
    static boolean withoutFrames(String line) {
        return (line.startsWith("size=") || line.startsWith("Lsize="))
                && line.contains(" time=")
                && line.contains(" bitrate=");
    }

    /**
     * Reads a line.
     *
     * @param previous values to keep where the line has none
     * @return the new values, or null if the line has not a single one
     */
    static @Nullable Totals parse(String line, Totals previous) {
        StatsLine stats = new StatsLine(line, previous);
        stats.scan();
        if (stats.seen == 0) {
            return null;
        }
        return new Totals(
                stats.frame,
                previous.packet(),
                stats.q,
                stats.sizeBytes,
                stats.timeSeconds,
                stats.speed,
                stats.drop,
                stats.dup);
    }

    private void scan() {
        int length = line.length();
        int i = 0;
        while (i < length) {
            int key = skipBlanks(i);
            i = key;
            while (i < length && line.charAt(i) != '=' && line.charAt(i) != ' ') {
                i++;
            }
            if (i == length || line.charAt(i) == ' ') {
                continue;
            }
            int keyEnd = i;
            int value = skipBlanks(i + 1);
            i = value;
            while (i < length && line.charAt(i) != ' ') {
                i++;
            }
            take(key, keyEnd, value, i);
        }
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    /** Takes one value; of a key that comes several times, like q with several videos, the first. */
    private void take(int key, int keyEnd, int from, int to) {
        // The last line has an L before the size or before the last q.
        int name = line.charAt(key) == 'L' ? key + 1 : key;
        int bit = switch (keyEnd - name) {
            case 1 -> is(name, "q") ? 1 : 0;
            case 3 -> is(name, "dup") ? 1 << 1 : 0;
            case 4 -> is(name, "size") ? 1 << 2 : is(name, "time") ? 1 << 3 : is(name, "drop") ? 1 << 4 : 0;
            case 5 -> is(name, "frame") ? 1 << 5 : is(name, "speed") ? 1 << 6 : 0;
            default -> 0;
        };
        if (bit == 0 || (seen & bit) != 0) {
            return;
        }
        boolean taken = switch (bit) {
            case 1 -> takeQ(from, to);
            case 1 << 1 -> takeDup(from, to);
            case 1 << 2 -> takeSize(from, to);
            case 1 << 3 -> takeTime(from, to);
            case 1 << 4 -> takeDrop(from, to);
            case 1 << 5 -> takeFrame(from, to);
            default -> takeSpeed(from, to);
        };
        if (taken) {
            seen |= bit;
        }
    }

    private boolean is(int from, String key) {
        return line.startsWith(key, from);
    }

    private boolean takeFrame(int from, int to) {
        long value = digits(from, to);
        frame = value < 0 ? frame : value;
        return value >= 0;
    }

    private boolean takeDrop(int from, int to) {
        long value = digits(from, to);
        drop = value < 0 ? drop : value;
        return value >= 0;
    }

    private boolean takeDup(int from, int to) {
        long value = digits(from, to);
        dup = value < 0 ? dup : value;
        return value >= 0;
    }

    private boolean takeQ(int from, int to) {
        double value = Numbers.decimal(line, from, to);
        q = Double.isNaN(value) ? q : value;
        return !Double.isNaN(value);
    }

    private boolean takeSpeed(int from, int to) {
        double value = to > from && line.charAt(to - 1) == 'x' ? Numbers.decimal(line, from, to - 1) : Double.NaN;
        speed = Double.isNaN(value) ? speed : value;
        return !Double.isNaN(value);
    }

    /** {@code 443kB} up to FFmpeg 6, {@code 443KiB} since; both are multiples of 1024. */
    private boolean takeSize(int from, int to) {
        int unit = digitsEnd(from, to);
        long value = digits(from, unit);
        boolean known = line.startsWith("kB", unit) || line.startsWith("KiB", unit);
        if (value < 0 || value > MAX_KIBIBYTES || !known) {
            return false;
        }
        sizeBytes = value * 1024;
        return true;
    }

    /** {@code 00:03:58.44}; before the first output it may be negative, which keeps the value. */
    private boolean takeTime(int from, int to) {
        int hoursEnd = digitsEnd(from, to);
        long hours = digits(from, hoursEnd);
        if (hours < 0 || hours > MAX_HOURS || to < hoursEnd + 6 || line.charAt(hoursEnd) != ':') {
            return false;
        }
        long minutes = digits(hoursEnd + 1, hoursEnd + 3);
        boolean separated = line.charAt(hoursEnd + 3) == ':';
        double seconds = Numbers.decimal(line, hoursEnd + 4, to);
        if (minutes < 0 || !separated || !(seconds >= 0 && seconds < 100)) {
            return false;
        }
        timeSeconds = hours * 3600 + minutes * 60 + seconds;
        return true;
    }

    private int digitsEnd(int from, int to) {
        int i = from;
        while (i < to && line.charAt(i) >= '0' && line.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** The number at the beginning of a range, or −1 if there is none or it is too large. */
    private long digits(int from, int to) {
        int end = digitsEnd(from, to);
        if (end == from || end - from > MAX_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < end; i++) {
            value = 10 * value + (line.charAt(i) - '0');
        }
        return value;
    }
}
