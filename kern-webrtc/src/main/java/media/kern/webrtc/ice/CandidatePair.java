package media.kern.webrtc.ice;

import media.kern.webrtc.stun.TransactionId;
import org.jspecify.annotations.Nullable;

/** A path that is being checked (RFC 8445 section 6.1.2). */
final class CandidatePair<P extends IcePath> {
    private static final long FIRST_TIMEOUT_NANOS = 250_000_000;
    private static final long LISTENER_NANOS = 1_000_000;
    private static final int MAX_ATTEMPTS = 7;

    private final P path;
    private final long priority;
    private State state = State.WAITING;
    private boolean nominated;
    private @Nullable TransactionId transaction;
    private int attempts;
    private long lastAttempt;
    private long nextAttempt;

    /** How far its check is. */
    enum State {
        WAITING,
        IN_PROGRESS,
        SUCCEEDED,
        FAILED
    }

    CandidatePair(P path, long priority) {
        this.path = path;
        this.priority = priority;
    }

    P path() {
        return path;
    }

    long priority() {
        return priority;
    }

    State state() {
        return state;
    }

    /** Whether the controlling side has chosen it. */
    boolean nominated() {
        return nominated;
    }

    void nominate() {
        nominated = true;
    }

    /** A check is about to be sent; one that is repeated keeps its transaction. */
    TransactionId begin(long now) {
        if (state != State.IN_PROGRESS || transaction == null) {
            transaction = TransactionId.random();
            attempts = 0;
            state = State.IN_PROGRESS;
        }
        nextAttempt = now + (FIRST_TIMEOUT_NANOS << Math.min(attempts, 3));
        lastAttempt = now;
        attempts++;
        return transaction;
    }

    /** Whether the check has been on its way for so long that it may not have found a listener. */
    boolean mayBeLost(long now) {
        return state == State.IN_PROGRESS && now - lastAttempt >= LISTENER_NANOS;
    }

    /** Repeats the check at the next occasion. */
    void hurry(long now) {
        nextAttempt = now;
    }

    /** Whether the check has to be repeated, for want of an answer. */
    boolean due(long now) {
        if (state != State.IN_PROGRESS || now - nextAttempt < 0) {
            return false;
        }
        if (attempts >= MAX_ATTEMPTS) {
            state = State.FAILED;
            return false;
        }
        return true;
    }

    boolean awaits(TransactionId answered) {
        return state == State.IN_PROGRESS && answered.equals(transaction);
    }

    void succeeded() {
        state = State.SUCCEEDED;
        transaction = null;
    }

    void failed() {
        state = State.FAILED;
        transaction = null;
    }

    /** To be checked anew. */
    void reset() {
        state = State.WAITING;
        transaction = null;
    }
}
