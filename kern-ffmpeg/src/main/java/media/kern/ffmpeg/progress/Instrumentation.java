package media.kern.ffmpeg.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options that make an unpatched FFmpeg tell more about its progress, without a change of what it does. Everything is
 * written to its stderr:
 *
 * <ul>
 *   <li>{@code -progress}: the totals, whatever {@code -loglevel} and {@code -nostats} say;
 *   <li>{@code -stats_mux_pre} (since 6.0): a record per packet of each encoded stream, see {@link MuxRecord}.
 * </ul>
 *
 * <p>Options of the user always win: what he sets himself is not set again.
 *
 * @param progress whether there are totals
 * @param muxStats whether there are records per packet
 * @param keyframes whether they tell keyframes (since 7.0)
 */
public record Instrumentation(boolean progress, boolean muxStats, boolean keyframes) {
    /** Nothing is added. */
    public static final Instrumentation NONE = new Instrumentation(false, false, false);

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.\\d+.*");
    private static final int FIRST_WITH_MUX_STATS = 6;
    private static final int FIRST_WITH_KEYFRAMES = 7;
    private static final String PROGRESS = "-progress";
    private static final String MUX_STATS = "-stats_mux_pre";
    private static final String STDERR = "pipe:2";
    private static final String STATS_PERIOD = "-stats_period";
    private static final Duration USUAL_INTERVAL = Duration.ofMillis(500);

    /** An output that ends by itself before the others must not be missed when it is silent, so it stays unmeasured. */
    private static final Set<String> BOUNDED =
            Set.of("-t", "-to", "-fs", "-frames", "-vframes", "-aframes", "-dframes", "-shortest");

    /**
     * What an FFmpeg understands.
     *
     * @param version {@code X.Y.Z}; {@code 0.0.0} is an FFmpeg that does not name its release, anything else none at all
     */
    public static Instrumentation of(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return NONE;
        }
        int major = Integer.parseInt(matcher.group(1));
        return new Instrumentation(true, major >= FIRST_WITH_MUX_STATS, major >= FIRST_WITH_KEYFRAMES);
    }

    /**
     * Options to put before all others.
     *
     * @param options all options of the command
     */
    public List<String> global(Collection<String> options) {
        return !progress || options.contains(PROGRESS) ? List.of() : List.of(PROGRESS, STDERR);
    }

    /**
     * Options to put before the address of an output.
     *
     * @param options the options of that output
     */
    public List<String> output(List<String> options) {
        boolean unwanted = !muxStats || options.stream().anyMatch(Instrumentation::excludes);
        return unwanted ? List.of() : List.of(MUX_STATS, STDERR, MUX_STATS + "_fmt", MuxRecord.format(keyframes));
    }

    /**
     * How often FFmpeg tells its progress: what {@code -stats_period} says, else twice a second.
     *
     * @param options all options of the command; the last one of several counts, one that cannot be read does not
     */
    public static Duration interval(List<String> options) {
        Duration interval = USUAL_INTERVAL;
        for (int i = 0; i + 1 < options.size(); i++) {
            if (options.get(i).equals(STATS_PERIOD)) {
                double seconds = FfmpegDuration.seconds(options.get(i + 1));
                interval = Double.isNaN(seconds) ? interval : Duration.ofMillis(Math.round(1000 * seconds));
            }
        }
        return interval;
    }

    /** Whether FFmpeg speaks of one of the options, which it only does if it does not like it. */
    public static boolean isNamedIn(Collection<String> lines) {
        String progress = PROGRESS.substring(1);
        String muxStats = MUX_STATS.substring(1);
        return lines.stream()
                .anyMatch(line -> line.contains(muxStats)
                        || line.contains("Invalid format directive")
                        || line.contains("'" + progress + "'"));
    }

    private static boolean excludes(String option) {
        String name = option.indexOf(':') < 0 ? option : option.substring(0, option.indexOf(':'));
        return BOUNDED.contains(name) || name.startsWith(MUX_STATS);
    }
}
