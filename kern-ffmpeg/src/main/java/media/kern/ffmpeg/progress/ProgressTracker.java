package media.kern.ffmpeg.progress;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows the progress of one FFmpeg: sorts its lines into log and progress, learns from the first ones which streams
 * there are, and keeps totals, counters and averages.
 *
 * <p>Times are nanoseconds of a monotonic clock with any origin, like {@link System#nanoTime()}. Safe for use by
 * several threads: one passes on the lines, any number takes snapshots.
 */
public final class ProgressTracker {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private PreludeParser text = new PreludeParser();
    private boolean preludeComplete;

    private List<StreamMeter> inputs = List.of();
    private List<StreamMeter> outputs = List.of();
    private Totals totals = Totals.EMPTY;
    private SlidingRate frames = new SlidingRate();
    private SlidingRate bytes = new SlidingRate();

    /** Whether there was progress since the reset, and when it was first. */
    private boolean started;

    private long firstNanos;

    private Progress snapshot = Progress.EMPTY;
    private long snapshotSecond;
    private boolean changed;

    /** A tracker of an FFmpeg that has not said anything yet. */
    public ProgressTracker() {}

    /**
     * Takes the next line.
     *
     * @param nowNanos when it was read
     * @param line the line without its end
     * @return what it was and what to do with it
     */
    public synchronized Accepted accept(long nowNanos, String line) {
        try {
            Accepted accepted = sorted(nowNanos, line);
            changed |= !(accepted instanceof Accepted.Logged);
            return accepted;
        } catch (RejectedLineException e) {
            return new Accepted.Rejected(String.valueOf(e.getMessage()));
        }
    }

    /** Whether all streams are described: lines from now on don't belong to the prelude. */
    public synchronized boolean preludeComplete() {
        return preludeComplete;
    }

    /**
     * The progress as of the given time. The averages decay if no more lines come. Empty until FFmpeg has described its
     * streams.
     *
     * @param nowNanos the current time
     */
    public synchronized Progress snapshot(long nowNanos) {
        long second = second(nowNanos);
        if (changed || second != snapshotSecond) {
            snapshot = progress(second);
            snapshotSecond = second;
            changed = false;
        }
        return snapshot;
    }

    /** Forgets everything: FFmpeg ended, or another one begins. */
    public synchronized void reset() {
        text = new PreludeParser();
        preludeComplete = false;
        inputs = List.of();
        outputs = List.of();
        totals = Totals.EMPTY;
        frames = new SlidingRate();
        bytes = new SlidingRate();
        started = false;
        changed = true;
    }

    private Accepted sorted(long nowNanos, String line) throws RejectedLineException {
        if (StatsLine.hasFrames(line) || StatsLine.withoutFrames(line)) {
            return stats(nowNanos, line);
        }
        if (line.startsWith(JsonLines.PROGRESS)) {
            return preludeComplete ? json(nowNanos, line) : Accepted.Consumed.CONSUMED;
        }
        if (line.startsWith(JsonLines.AVSTREAM)) {
            return preludeComplete ? avStream(line) : Accepted.Consumed.CONSUMED;
        }
        if (preludeComplete) {
            return Accepted.Logged.LOGGED;
        }
        if (line.startsWith(JsonLines.INPUTS)) {
            inputs = meters(JsonLines.inputs(line));
            return Accepted.Consumed.CONSUMED;
        }
        if (line.startsWith(JsonLines.OUTPUTS)) {
            outputs = meters(JsonLines.outputs(line));
            preludeComplete = true;
            return Accepted.Consumed.CONSUMED;
        }
        text.add(line);
        return Accepted.Logged.LOGGED;
    }

    private Accepted stats(long nowNanos, String line) throws RejectedLineException {
        if (!preludeComplete && !completeFromText()) {
            return Accepted.Consumed.CONSUMED;
        }
        Totals previous = totals;
        Totals next = StatsLine.parse(line, previous);
        if (next == null) {
            throw new RejectedLineException("no known value in the statistics");
        }
        update(nowNanos, next);
        // Without video there are no frames to count.
        boolean advanced = StatsLine.hasFrames(line)
                ? next.frame() != previous.frame()
                : next.timeSeconds() > previous.timeSeconds() || next.sizeBytes() != previous.sizeBytes();
        return Accepted.Progressed.of(advanced);
    }

    private boolean completeFromText() {
        if (!text.complete()) {
            return false;
        }
        inputs = meters(text.inputs());
        outputs = meters(text.outputs());
        preludeComplete = true;
        return true;
    }

    private Accepted json(long nowNanos, String line) throws RejectedLineException {
        JsonLines.Decoded decoded = JsonLines.progress(line);
        requireLength("input", decoded.inputs().size(), inputs.size());
        requireLength("output", decoded.outputs().size(), outputs.size());
        update(nowNanos, decoded.totals());
        long second = second(nowNanos);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).update(second, decoded.inputs().get(i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).update(second, decoded.outputs().get(i));
        }
        return Accepted.Progressed.of(outputsAdvanced());
    }

    private static void requireLength(String side, int have, int want) throws RejectedLineException {
        if (have != want) {
            throw new RejectedLineException(side + " length mismatch (have: " + have + ", want: " + want + ")");
        }
    }

    /**
     * FFmpeg is moving if every video and audio output has moved since this was last found: one that stands still makes
     * it stale, slow ones get as long as the stale timeout is. Subtitles and data only count if there is nothing else.
     */
    private boolean outputsAdvanced() {
        List<StreamMeter> steady = outputs.stream().filter(StreamMeter::steady).toList();
        boolean advanced = steady.isEmpty()
                ? outputs.stream().anyMatch(StreamMeter::moved)
                : steady.stream().allMatch(StreamMeter::moved);
        if (advanced) {
            outputs.forEach(StreamMeter::rest);
        }
        return advanced;
    }

    private Accepted avStream(String line) throws RejectedLineException {
        AvStream avStream = JsonLines.avStream(line);
        for (StreamMeter input : inputs) {
            if (input.description().url().equals(avStream.id())) {
                input.avStream(avStream);
            }
        }
        return Accepted.Consumed.CONSUMED;
    }

    private void update(long nowNanos, Totals next) {
        if (!started) {
            started = true;
            firstNanos = nowNanos;
        }
        long second = second(nowNanos);
        frames.add(second, Math.max(0, next.frame() - totals.frame()));
        bytes.add(second, Math.max(0, next.sizeBytes() - totals.sizeBytes()));
        totals = next;
    }

    private long second(long nowNanos) {
        return started ? Math.max(0, nowNanos - firstNanos) / NANOS_PER_SECOND : 0;
    }

    private Progress progress(long second) {
        if (!preludeComplete) {
            return Progress.EMPTY;
        }
        return new Progress(
                progress(inputs, second),
                progress(outputs, second),
                totals.frame(),
                totals.packet(),
                frames.perSecond(second),
                totals.q(),
                totals.sizeBytes(),
                totals.timeSeconds(),
                8 * bytes.perSecond(second),
                totals.speed(),
                totals.drop(),
                totals.dup());
    }

    private static List<StreamProgress> progress(List<StreamMeter> meters, long second) {
        return meters.stream().map(meter -> meter.progress(second)).toList();
    }

    private static List<StreamMeter> meters(List<StreamDescription> descriptions) {
        List<StreamMeter> meters = new ArrayList<>(descriptions.size());
        descriptions.forEach(description -> meters.add(new StreamMeter(description)));
        return meters;
    }
}
