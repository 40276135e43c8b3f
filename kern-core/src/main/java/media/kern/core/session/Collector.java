package media.kern.core.session;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one way of delivery. A newcomer has a place for the first seconds, so that a crowd that comes at the same
 * time cannot get more places than there are; if no media has flowed by then, the place is free again and the session
 * has to find another one when it becomes active. Holds 100,000 sessions at most. Safe for use by several threads.
 */
public final class Collector {
    private static final int MAX_SESSIONS = 100_000;

    private final CollectorId id;
    private final Rules rules;
    private final Bandwidth bandwidth;
    private final History history;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final RateWindow receiving;
    private final RateWindow sending;

    /** The sessions that came within the last seconds, by time; guarded by this. */
    private final Deque<Session> newest = new ArrayDeque<>();

    /** How many sessions have a place although they are pending; guarded by this. */
    private int reserved;

    private int active;
    private long sequence;

    /**
     * What holds for the sessions of a collector.
     *
     * @param pending how long a session lives of which nothing has been counted
     * @param idle how long a session lives after the last bytes
     * @param ignored addresses that are not counted
     */
    record Rules(
            Duration pending,
            Duration idle,
            SessionLimits limits,
            Predicate<InetAddress> ignored,
            InstantSource clock,
            LongSupplier nanos) {}

    Collector(CollectorId id, Rules rules, Bandwidth bandwidth, History history) {
        this.id = id;
        this.rules = rules;
        this.bandwidth = bandwidth;
        this.history = history;
        this.receiving = new RateWindow(rules.nanos().getAsLong());
        this.sending = new RateWindow(rules.nanos().getAsLong());
    }

    /** Whether somebody with this address is counted; null is an address that is not known for sure. */
    public boolean collects(@Nullable InetAddress address) {
        return (address != null) && !rules.ignored().test(address);
    }

    /** The session of that id that is pending or active. */
    public Optional<Session> find(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId));
    }

    /** As {@link #register(Newcomer, double)} of somebody of whom nothing is expected. */
    public Admission register(Newcomer newcomer) {
        return register(newcomer, 0);
    }

    /** Why somebody new would be refused who is expected to take so many bit/s; empty if he would not. */
    public synchronized Optional<Admission.Refused> refusal(double expected) {
        if ((sessions.size() >= MAX_SESSIONS) || (full(now()) && id.limited())) {
            return Optional.of(Admission.Refused.TOO_MANY_SESSIONS);
        }
        return id.limited() && bandwidth.exceeded(expected)
                ? Optional.of(Admission.Refused.TOO_MUCH_BANDWIDTH)
                : Optional.empty();
    }

    /**
     * Somebody comes. If the id is known, it is the session that is there.
     *
     * @param expected the bit/s that will have to be sent to him, as far as that is known
     */
    public synchronized Admission register(Newcomer newcomer, double expected) {
        Session known = sessions.get(newcomer.id());
        if (known != null) {
            return new Admission.Admitted(known);
        }
        Optional<Admission.Refused> refusal = refusal(expected);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Session session =
                new Session(this, newcomer, rules.clock().instant(), sequence++, now(), Math.max(expected, 0));
        sessions.put(newcomer.id(), session);
        session.reserved(true);
        reserved++;
        newest.addLast(session);
        bandwidth.expect(id, expected);
        return new Admission.Admitted(session);
    }

    private boolean full(long now) {
        forgetReservations(now);
        long max = rules.limits().maxSessions();
        return (max > 0) && (active + reserved >= max);
    }

    private void forgetReservations(long now) {
        long pending = rules.pending().toNanos();
        for (Session first = newest.peekFirst();
                (first != null) && (now - first.begunNanos() >= pending);
                first = newest.peekFirst()) {
            release(first);
            newest.removeFirst();
        }
    }

    private boolean release(Session session) {
        boolean had = session.reserved();
        if (had) {
            session.reserved(false);
            reserved--;
        }
        return had;
    }

    synchronized boolean activate(Session session) {
        if (session.phase() != Session.Phase.PENDING) {
            return true;
        }
        forgetReservations(now());
        if (!release(session) && id.limited() && full(now())) {
            close(session);
            return false;
        }
        session.phase(Session.Phase.ACTIVE);
        active++;
        return true;
    }

    synchronized void close(Session session) {
        if (session.phase() == Session.Phase.CLOSED) {
            return;
        }
        if (session.phase() == Session.Phase.ACTIVE) {
            active--;
            Newcomer newcomer = session.newcomer();
            history.add(
                    new History.Key(newcomer.shownLocation(), newcomer.shownPeer(), newcomer.reference()),
                    new Totals(1, session.receivedBytes(), session.sentBytes()));
        }
        release(session);
        session.phase(Session.Phase.CLOSED);
        sessions.remove(session.newcomer().id(), session);
    }

    void closeAll() {
        sessions.values().forEach(this::close);
    }

    void count(long bytes, boolean incoming) {
        (incoming ? received : sent).add(bytes);
    }

    long now() {
        return rules.nanos().getAsLong();
    }

    /** Once a second, by one thread: ends what is over and takes the rates. */
    void tick() {
        long now = now();
        receiving.sample(now, received.sum());
        sending.sample(now, sent.sum());
        double top = 0;
        for (Session session : sessions.values()) {
            if (session.expired(now, rules.pending().toNanos(), rules.idle().toNanos())) {
                close(session);
            } else {
                session.sample(now);
                top += session.topSending();
            }
        }
        bandwidth.measured(id, top);
        synchronized (this) {
            forgetReservations(now);
        }
    }

    /** The active sessions, the oldest first. */
    public List<SessionInfo> active() {
        return sessions.values().stream()
                .filter(Session::active)
                .sorted(Comparator.comparingLong(Session::sequence))
                .map(Session::info)
                .toList();
    }

    /** The active session of somebody who watches that and cannot tell which one is his. */
    public Optional<Session> findActive(String location, String origin) {
        return sessions.values().stream()
                .filter(Session::active)
                .filter(session -> session.newcomer().location().equals(location)
                        && session.newcomer().origin().equals(origin))
                .findFirst();
    }

    /** How many sessions are active. */
    public synchronized int activeCount() {
        return active;
    }

    /** bit/s over the last ten seconds, of all sessions. */
    public double receivingBitrate() {
        return receiving.bitrate();
    }

    /** bit/s over the last ten seconds, of all sessions. */
    public double sendingBitrate() {
        return sending.bitrate();
    }

    /** The limits, whether they are enforced here or not. */
    public SessionLimits limits() {
        return rules.limits();
    }

    /** The sessions that were active and are over. */
    public List<PastSessions> past() {
        return history.records().entrySet().stream()
                .map(record -> new PastSessions(
                        record.getKey().location(),
                        record.getKey().peer(),
                        record.getKey().reference(),
                        record.getValue()))
                .toList();
    }
}
