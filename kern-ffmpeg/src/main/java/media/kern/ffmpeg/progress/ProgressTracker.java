package media.kern.ffmpeg.progress;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Follows the progress of one FFmpeg: sorts its lines into log and progress, learns from the first ones which streams
 * there are, and keeps totals, counters and averages.
 *
 * <p>Times are nanoseconds of a monotonic clock with any origin, like {@link System#nanoTime()}. Safe for use by
 * several threads: one passes on the lines, any number takes snapshots.
 */
public final class ProgressTracker {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final UnaryOperator<String> mask;

    private PreludeParser text = new PreludeParser();
    private List<StreamDescription> jsonInputs = List.of();
    /** Whether it reports in JSON, which says more than anything else it writes. */
    private boolean json;

    private boolean preludeComplete;

    private Streams streams = Streams.NONE;
    private Totals totals = Totals.EMPTY;
    private MuxStats packets = new MuxStats();
    private long countedPackets;
    private @Nullable ProgressBlock block;
    private SlidingRate frames = new SlidingRate();
    private SlidingRate bytes = new SlidingRate();

    /** Whether there was progress since the reset, and when it was first. */
    private boolean started;

    private long firstNanos;

    private Progress snapshot = Progress.EMPTY;
    private long snapshotSecond;
    private boolean changed;

    /**
     * A tracker of an FFmpeg that has not said anything yet.
     *
     * @param mask takes the secrets out of the addresses that are shown
     */
    public ProgressTracker(UnaryOperator<String> mask) {
        this.mask = mask;
    }

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

    /** Takes a record that stood between {@link #recordMark()} and a line end; one that cannot be read is ignored. */
    public synchronized void acceptRecord(byte[] record, int offset, int length) {
        MuxRecord packet = MuxRecord.parse(record, offset, length);
        if (packet != null) {
            packets.add(packet);
        }
    }

    /** The byte that begins a record. */
    public static byte recordMark() {
        return MuxRecord.MARK;
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

    /**
     * Forgets everything: FFmpeg ended, or another one begins.
     *
     * @param instrumented whether the next one is told to report with {@link Instrumentation#global}
     */
    public synchronized void reset(boolean instrumented) {
        text = new PreludeParser();
        jsonInputs = List.of();
        json = false;
        preludeComplete = false;
        streams = Streams.NONE;
        totals = Totals.EMPTY;
        packets = new MuxStats();
        countedPackets = 0;
        block = instrumented ? new ProgressBlock() : null;
        frames = new SlidingRate();
        bytes = new SlidingRate();
        started = false;
        changed = true;
    }

    private Accepted sorted(long nowNanos, String line) throws RejectedLineException {
        ProgressBlock reported = block;
        if (reported != null) {
            switch (reported.take(line)) {
                case FOREIGN -> {}
                case PART -> {
                    return Accepted.Consumed.CONSUMED;
                }
                case END -> {
                    return reported(nowNanos, reported);
                }
            }
        }
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
            jsonInputs = JsonLines.inputs(line);
            return Accepted.Consumed.CONSUMED;
        }
        if (line.startsWith(JsonLines.OUTPUTS)) {
            streams = Streams.described(jsonInputs, JsonLines.outputs(line), mask);
            preludeComplete = true;
            return Accepted.Consumed.CONSUMED;
        }
        text.add(line);
        return Accepted.Logged.LOGGED;
    }

    private Accepted reported(long nowNanos, ProgressBlock reported) {
        if (json || (!preludeComplete && !completeFromText())) {
            return Accepted.Consumed.CONSUMED;
        }
        return Accepted.Progressed.of(advance(nowNanos, reported.totals(), reported.hasFrames()));
    }

    private Accepted stats(long nowNanos, String line) throws RejectedLineException {
        if (json || (!preludeComplete && !completeFromText())) {
            return Accepted.Consumed.CONSUMED;
        }
        Totals next = StatsLine.parse(line, totals);
        if (next == null) {
            throw new RejectedLineException("no known value in the statistics");
        }
        ProgressBlock reported = block;
        if (reported != null && reported.hasEnded()) {
            return Accepted.Consumed.CONSUMED; // The same values follow, more exact ones.
        }
        return Accepted.Progressed.of(advance(nowNanos, next, StatsLine.hasFrames(line)));
    }

    /** Takes new totals; true if FFmpeg moved on. */
    private boolean advance(long nowNanos, Totals told, boolean hasFrames) {
        Totals previous = totals;
        Totals next = packets.isEmpty()
                ? told
                : told.withPacket(packets.packets()).withSizeBytes(Math.max(told.sizeBytes(), packets.bytes()));
        update(nowNanos, next);
        streams.update(second(nowNanos), told, packets, block);
        long counted = streams.countedPackets(packets, hasFrames);
        boolean moved = counted != countedPackets;
        countedPackets = counted;
        // The frames are those of the first video only. Without video there are no frames to count.
        return moved
                || (hasFrames
                        ? next.frame() != previous.frame()
                        : next.timeSeconds() > previous.timeSeconds() || next.sizeBytes() != previous.sizeBytes());
    }

    private boolean completeFromText() {
        if (!text.complete()) {
            return false;
        }
        streams = Streams.described(text, mask);
        preludeComplete = true;
        return true;
    }

    private Accepted json(long nowNanos, String line) throws RejectedLineException {
        JsonLines.Decoded decoded = JsonLines.progress(line);
        requireLength("input", decoded.inputs().size(), streams.inputs().size());
        requireLength("output", decoded.outputs().size(), streams.outputs().size());
        json = true;
        update(nowNanos, decoded.totals());
        streams.update(second(nowNanos), decoded);
        return Accepted.Progressed.of(streams.outputsAdvanced());
    }

    private static void requireLength(String side, int have, int want) throws RejectedLineException {
        if (have != want) {
            throw new RejectedLineException(side + " length mismatch (have: " + have + ", want: " + want + ")");
        }
    }

    private Accepted avStream(String line) throws RejectedLineException {
        AvStream avStream = JsonLines.avStream(line);
        for (StreamMeter input : streams.inputs()) {
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
                progress(streams.inputs(), second),
                progress(streams.outputs(), second),
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
}
