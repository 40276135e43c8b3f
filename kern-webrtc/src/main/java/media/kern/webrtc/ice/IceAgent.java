package media.kern.webrtc.ice;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import media.kern.webrtc.stun.StunAttribute;
import media.kern.webrtc.stun.StunKey;
import media.kern.webrtc.stun.StunMessage;
import media.kern.webrtc.stun.StunType;
import media.kern.webrtc.stun.StunWriter;
import media.kern.webrtc.stun.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * A full ICE agent for one component (RFC 8445): answers checks, makes its own, takes addresses that it learns from the
 * peer's checks, follows or makes nominations, keeps the consent (RFC 7675). Only touched by one thread, which also calls
 * {@link #tick}.
 *
 * @param <P> what it checks
 */
public final class IceAgent<P extends IcePath> {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MAX_PAIRS = 100;
    private static final int ROLE_CONFLICT = 487;

    private final Function<Candidate, List<P>> paths;
    private final Listener<P> listener;
    private final long consentInterval;
    private final long consentExpiry;
    private final long tieBreaker = RANDOM.nextLong();
    private final List<CandidatePair<P>> pairs = new ArrayList<>();

    private boolean controlling;
    private Side local;
    private @Nullable Side localBefore;
    private @Nullable Side remote;
    private @Nullable P selected;
    private boolean restarting;
    private @Nullable TransactionId consentCheck;
    private long nextConsentCheck;
    private long consentUntil;
    private boolean consentLost;

    /** Credentials, and the key that is made of the password. */
    private record Side(IceCredentials credentials, StunKey key) {
        Side(IceCredentials credentials) {
            this(credentials, new StunKey(credentials.password()));
        }
    }

    /** Hears what has become of the way to the peer. */
    public interface Listener<P extends IcePath> {
        /** A check is about to be sent, so an answer will come this way. */
        default void checking(P path) {}

        /** Packets go this way from now on. */
        void selected(P path);

        /** The peer has not answered for too long, so nothing may be sent to it any more. */
        void consentLost();
    }

    /**
     * An agent that does not know its peer yet.
     *
     * @param controlling whether it chooses the way
     * @param consent how long it is sent to without an answer
     * @param paths the ways to a candidate of the peer
     */
    public IceAgent(
            IceCredentials local,
            boolean controlling,
            ConsentTimes consent,
            Function<Candidate, List<P>> paths,
            Listener<P> listener) {
        this.local = new Side(local);
        this.controlling = controlling;
        this.consentInterval = consent.interval().toNanos();
        this.consentExpiry = consent.expiry().toNanos();
        this.paths = paths;
        this.listener = listener;
    }

    public IceCredentials localCredentials() {
        return local.credentials;
    }

    public Optional<IceCredentials> remoteCredentials() {
        return Optional.ofNullable(remote).map(Side::credentials);
    }

    public void setRemote(IceCredentials credentials) {
        remote = new Side(credentials);
    }

    /** The way that is used; empty until there is one. */
    public Optional<P> selected() {
        return Optional.ofNullable(selected);
    }

    /** Whether the peer has answered on this way; a request alone may have come from anywhere. */
    public boolean reaches(P path) {
        return path.equals(selected)
                || pair(path)
                        .filter(pair -> pair.state() == CandidatePair.State.SUCCEEDED)
                        .isPresent();
    }

    /** Takes a candidate of the peer; what is too much, or cannot be reached from here, is left out. */
    public void addRemote(Candidate candidate) {
        for (P path : paths.apply(candidate)) {
            if (pairs.size() < MAX_PAIRS && pair(path).isEmpty()) {
                add(path, candidate.priority());
            }
        }
    }

    /**
     * Begins anew with other credentials; the way that is used stays until there is a better one (RFC 8445 section 9).
     *
     * @param now of {@link System#nanoTime}
     */
    public void restart(IceCredentials ours, IceCredentials theirs, long now) {
        localBefore = local;
        local = new Side(ours);
        remote = new Side(theirs);
        pairs.clear();
        if (!restarting) { // One restart after the other is no consent.
            consentUntil = now + consentExpiry;
        }
        restarting = true;
        consentCheck = null;
    }

    /** Makes the checks that are due. Call it about every 50 ms while there is no way, later once a second will do. */
    public void tick(long now) {
        if (consentLost) {
            return;
        }
        if (selected != null) {
            keepConsent(selected, now);
        }
        if (selected == null || restarting) {
            repeatChecks(now);
            pairs.stream()
                    .filter(pair -> pair.state() == CandidatePair.State.WAITING)
                    .max(Comparator.comparingLong(CandidatePair::priority))
                    .ifPresent(pair -> check(pair, now));
        }
    }

    private void repeatChecks(long now) {
        for (CandidatePair<P> pair : pairs) {
            if (pair.due(now)) {
                check(pair, now);
            }
        }
    }

    private void keepConsent(P path, long now) {
        if (now - consentUntil >= 0) {
            consentLost = true;
            listener.consentLost();
            return;
        }
        if (!restarting && now - nextConsentCheck >= 0) {
            consentCheck = TransactionId.random();
            // Not in step with other agents (RFC 7675 section 5.1).
            nextConsentCheck = now + (long) (consentInterval * (0.8 + 0.4 * RANDOM.nextFloat()));
            sendCheck(path, consentCheck, controlling); // A nomination may have been lost.
        }
    }

    /**
     * Takes a message that has come this way.
     *
     * @return whether it is of the peer
     */
    public boolean received(StunMessage message, P path, long now) {
        return switch (message.type()) {
            case REQUEST -> request(message, path, now);
            case SUCCESS, ERROR -> response(message, path, now);
            case INDICATION -> false; // Only keeps the way open.
        };
    }

    private boolean request(StunMessage message, P path, long now) {
        Side side = addressed(message);
        if (side == null || !message.isFrom(side.key)) {
            return false;
        }
        if (conflicts(message)) {
            path.send(new StunWriter(StunType.ERROR, message.transaction())
                    .errorCode(ROLE_CONFLICT, "Role Conflict")
                    .sign(side.key));
            return true;
        }
        path.send(new StunWriter(StunType.SUCCESS, message.transaction())
                .mappedAddress(path.remote())
                .sign(side.key));
        if (side.equals(local) && remote != null) {
            checked(message, path, now);
        }
        return true;
    }

    private @Nullable Side addressed(StunMessage message) {
        String name = message.username().orElse("");
        int colon = name.indexOf(':');
        String fragment = colon < 0 ? "" : name.substring(0, colon);
        if (fragment.equals(local.credentials.fragment())) {
            return local;
        }
        return localBefore != null && fragment.equals(localBefore.credentials.fragment()) ? localBefore : null;
    }

    /** Both sides in the same role: the greater tie-breaker controls (RFC 8445 section 7.3.1.1). */
    private boolean conflicts(StunMessage message) {
        int same = controlling ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED;
        var theirs = message.tieBreaker(same);
        if (theirs.isEmpty()) {
            return false;
        }
        boolean weControl = Long.compareUnsigned(tieBreaker, theirs.getAsLong()) >= 0;
        if (weControl == controlling) {
            return true;
        }
        controlling = weControl;
        return false;
    }

    /** The peer can reach us this way; find out whether we can reach it (RFC 8445 sections 7.3.1.3 to 7.3.1.5). */
    private void checked(StunMessage message, P path, long now) {
        Optional<CandidatePair<P>> known = pair(path);
        if (known.isEmpty() && pairs.size() >= MAX_PAIRS) {
            return;
        }
        CandidatePair<P> pair = known.orElseGet(() ->
                add(path, message.priority().orElse(Candidate.priority(CandidateType.PRFLX.preference(), 0))));
        if (!controlling && message.has(StunAttribute.USE_CANDIDATE)) {
            pair.nominate();
        }
        switch (pair.state()) {
            case WAITING, FAILED -> {
                pair.reset();
                check(pair, now);
            }
            case SUCCEEDED -> selectIfNominated(pair, now);
            case IN_PROGRESS -> {
                // Ours was sent before the peer knew of us: it would be repeated much later.
                if (pair.mayBeLost(now)) {
                    check(pair, now);
                } else {
                    pair.hurry(now);
                }
            }
        }
    }

    private boolean response(StunMessage message, P path, long now) {
        Side peer = remote;
        if (peer == null || !message.isFrom(peer.key)) {
            return false;
        }
        TransactionId transaction = message.transaction();
        if (transaction.equals(consentCheck) && path.equals(selected)) {
            if (message.type() == StunType.SUCCESS) {
                consentUntil = now + consentExpiry;
            }
            consentCheck = null;
            return true;
        }
        Optional<CandidatePair<P>> checked =
                pairs.stream().filter(pair -> pair.awaits(transaction)).findFirst();
        // An answer from elsewhere tells nothing of this way (RFC 8445 section 7.2.5.2.1).
        if (checked.isEmpty() || !checked.get().path().equals(path)) {
            return checked.isPresent();
        }
        CandidatePair<P> pair = checked.get();
        if (message.type() == StunType.SUCCESS) {
            pair.succeeded();
            if (controlling && (selected == null || restarting)) {
                pair.nominate();
                sendCheck(path, TransactionId.random(), true);
            }
            selectIfNominated(pair, now);
        } else if (message.errorCode().orElse(0) == ROLE_CONFLICT) {
            controlling = !controlling;
            pair.reset();
        } else {
            pair.failed();
        }
        return true;
    }

    private void selectIfNominated(CandidatePair<P> pair, long now) {
        if (!pair.nominated() || (pair.path().equals(selected) && !restarting)) {
            return;
        }
        selected = pair.path();
        restarting = false;
        consentCheck = null;
        consentUntil = now + consentExpiry;
        nextConsentCheck = now + (controlling ? consentInterval / 10 : consentInterval);
        listener.selected(pair.path());
    }

    private void check(CandidatePair<P> pair, long now) {
        if (remote != null) {
            sendCheck(pair.path(), pair.begin(now), false);
        }
    }

    private void sendCheck(P path, TransactionId transaction, boolean nominate) {
        Side peer = remote;
        if (peer == null) {
            return;
        }
        StunWriter check = new StunWriter(StunType.REQUEST, transaction)
                .username(peer.credentials.fragment() + ":" + local.credentials.fragment())
                .role(controlling ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED, tieBreaker)
                .priority(Candidate.priority(CandidateType.PRFLX.preference(), path.localPreference()));
        if (nominate) {
            check.useCandidate();
        }
        listener.checking(path);
        path.send(check.sign(peer.key));
    }

    private Optional<CandidatePair<P>> pair(P path) {
        return pairs.stream().filter(pair -> pair.path().equals(path)).findFirst();
    }

    private CandidatePair<P> add(P path, long remotePriority) {
        long ours = Candidate.priority(CandidateType.HOST.preference(), path.localPreference());
        CandidatePair<P> pair = new CandidatePair<>(
                path, controlling ? pairPriority(ours, remotePriority) : pairPriority(remotePriority, ours));
        pairs.add(pair);
        return pair;
    }

    /** RFC 8445 section 6.1.2.3. */
    private static long pairPriority(long controllingSide, long controlledSide) {
        return (Math.min(controllingSide, controlledSide) << 32)
                + 2 * Math.max(controllingSide, controlledSide)
                + (controllingSide > controlledSide ? 1 : 0);
    }
}
