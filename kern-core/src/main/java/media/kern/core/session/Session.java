package media.kern.core.session;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who watches or publishes. It is pending until media flows, and ends when nothing has been counted for the time
 * set, or when it is closed. Safe for use by several threads; never waits for long.
 */
public final class Session {
    private static final double DECAY_OF_TOP = 0.95;

    /** How far a session is; guarded by its collector, which is the only one to change it. */
    enum Phase {
        PENDING,
        ACTIVE,
        CLOSED
    }

    private final Collector collector;
    private final Newcomer newcomer;
    private final Instant createdAt;
    private final long sequence;
    private final long begunNanos;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger transfers = new AtomicInteger();
    private final RateWindow receiving;
    private final RateWindow sending;
    private volatile Phase phase = Phase.PENDING;

    /** Guarded by the collector. */
    private boolean reserved;

    private volatile long lastNanos;
    private volatile boolean counted;
    private volatile double topReceiving;
    private volatile double topSending;
    private volatile String extra;

    Session(Collector collector, Newcomer newcomer, Instant createdAt, long sequence, long now, double expected) {
        this.collector = collector;
        this.newcomer = newcomer;
        this.createdAt = createdAt;
        this.sequence = sequence;
        this.begunNanos = now;
        this.lastNanos = now;
        this.receiving = new RateWindow(now);
        this.sending = new RateWindow(now);
        this.topSending = expected;
        this.extra = newcomer.extra();
    }

    /** What was known of it when it began. */
    public Newcomer newcomer() {
        return newcomer;
    }

    /** Anything else worth knowing; the last word counts. */
    public void extra(String text) {
        extra = text;
    }

    /** So many bytes were received from it. Nothing happens if it is closed. */
    public void received(long bytes) {
        count(received, bytes, true);
    }

    /** So many bytes were sent to it. Nothing happens if it is closed. */
    public void sent(long bytes) {
        count(sent, bytes, false);
    }

    private void count(AtomicLong counter, long bytes, boolean incoming) {
        if ((bytes > 0) && (phase != Phase.CLOSED)) {
            counter.addAndGet(bytes);
            collector.count(bytes, incoming);
            counted = true;
            lastNanos = collector.now();
        }
    }

    /** Something is on its way: the session does not end before {@link #transferEnds()}. */
    public void transferBegins() {
        transfers.incrementAndGet();
    }

    /** The end of {@link #transferBegins()}. */
    public void transferEnds() {
        lastNanos = collector.now();
        transfers.decrementAndGet();
    }

    /**
     * Media flows. Does nothing for a session that is active or closed.
     *
     * @return false if it came too late and the places are taken: then it is closed
     */
    public boolean activate() {
        return (phase != Phase.PENDING) || collector.activate(this);
    }

    /** Ends it. Closing twice does nothing. */
    public void close() {
        collector.close(this);
    }

    /** Whether media has flowed and it is not over. */
    public boolean active() {
        return phase == Phase.ACTIVE;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    boolean reserved() {
        return reserved;
    }

    void reserved(boolean place) {
        reserved = place;
    }

    long begunNanos() {
        return begunNanos;
    }

    long sequence() {
        return sequence;
    }

    long receivedBytes() {
        return received.get();
    }

    long sentBytes() {
        return sent.get();
    }

    /** The highest rate of late in bit/s; it fades. */
    public double topReceiving() {
        return topReceiving;
    }

    double topSending() {
        return topSending;
    }

    /** Whether it is over by itself. */
    boolean expired(long now, long pendingNanos, long idleNanos) {
        return (transfers.get() <= 0) && (now - lastNanos >= (counted ? idleNanos : pendingNanos));
    }

    /** Once a second, by one thread. */
    void sample(long now) {
        receiving.sample(now, received.get());
        sending.sample(now, sent.get());
        double kept = phase == Phase.ACTIVE ? DECAY_OF_TOP : 1;
        topReceiving = Math.max(topReceiving * kept, receiving.bitrate());
        topSending = Math.max(topSending * kept, sending.bitrate());
    }

    SessionInfo info() {
        return new SessionInfo(
                newcomer.id(),
                newcomer.reference(),
                createdAt,
                newcomer.shownLocation(),
                newcomer.shownPeer(),
                extra,
                received.get(),
                sent.get(),
                receiving.bitrate(),
                sending.bitrate());
    }
}
