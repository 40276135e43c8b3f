package media.kern.webrtc.peer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import media.kern.webrtc.net.DatagramSink;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.stun.StunMessage;
import media.kern.webrtc.stun.StunType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the peer that a datagram is of: by the way it came, or for a check by the user fragment in it. Whatever is of
 * nobody is dropped after a look or two, so that a flood costs little and keeps nothing.
 */
public final class PeerRouter implements DatagramSink {
    private static final int FIRST_DTLS = 20;
    private static final int LAST_DTLS = 63;
    private static final int FIRST_RTP = 128;
    private static final int LAST_RTP = 191;
    private static final int LAST_STUN = 3;

    private final DatagramSink unclaimedAnswers;
    private final ConcurrentMap<NetworkPath, PeerTransport> byPath = new ConcurrentHashMap<>();
    /** Peers that may prove that a way is theirs which is still another one's. */
    private final ConcurrentMap<NetworkPath, PeerTransport> challengers = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, PeerTransport> byFragment = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    /** @param unclaimedAnswers takes STUN answers that no peer waits for */
    public PeerRouter(DatagramSink unclaimedAnswers) {
        this.unclaimedAnswers = unclaimedAnswers;
    }

    /** Datagrams so far that were of nobody. */
    public long dropped() {
        return dropped.sum();
    }

    /** Ways and fragments that are known; 0 when there are no peers. */
    public int size() {
        return byPath.size() + challengers.size() + byFragment.size();
    }

    @Override
    public void received(byte[] datagram, NetworkPath path) {
        int first = datagram[0] & 0xFF; // RFC 7983 section 7.
        PeerTransport known = byPath.get(path);
        if (first <= LAST_STUN) {
            check(datagram, path, known);
        } else if (known == null) {
            dropped.increment();
            path.release();
        } else if (first >= FIRST_DTLS && first <= LAST_DTLS) {
            known.handle(() -> known.dtls(datagram));
        } else if (first >= FIRST_RTP && first <= LAST_RTP) {
            known.handle(() -> known.media(datagram));
        }
    }

    private void check(byte[] datagram, NetworkPath path, @Nullable PeerTransport known) {
        StunMessage message = StunMessage.parse(datagram, datagram.length).orElse(null);
        if (message == null) {
            dropped.increment();
            return;
        }
        if (message.type() == StunType.REQUEST) {
            // Two peers behind one address and port, one after the other: the fragment tells them apart.
            PeerTransport named = byFragment.get(fragment(message));
            PeerTransport of = named == null ? known : named;
            if (of == null) {
                dropped.increment();
                path.release();
            } else {
                of.handle(() -> of.stun(message, path));
            }
        } else {
            answer(message, datagram, path, known);
        }
    }

    /** Only who has asked can tell that it is for him. */
    private void answer(StunMessage message, byte[] datagram, NetworkPath path, @Nullable PeerTransport known) {
        PeerTransport challenger = challengers.get(path);
        if (challenger != null) {
            challenger.handle(() -> challenger.stun(message, path));
        }
        if (known != null) {
            known.handle(() -> known.stun(message, path));
        } else if (challenger == null) {
            dropped.increment();
            if (message.type() == StunType.SUCCESS) {
                unclaimedAnswers.received(datagram, path);
            }
        }
    }

    private static String fragment(StunMessage message) {
        String name = message.username().orElse("");
        int colon = name.indexOf(':');
        return colon < 0 ? "" : name.substring(0, colon);
    }

    void add(String fragment, PeerTransport peer) {
        byFragment.put(fragment, peer);
    }

    void remove(String fragment, PeerTransport peer) {
        byFragment.remove(fragment, peer);
    }

    /** A way on which answers are expected; whose it is already keeps it until another one has proved to be there. */
    void expect(NetworkPath path, PeerTransport peer) {
        PeerTransport owner = byPath.putIfAbsent(path, peer);
        if (owner != null && !owner.equals(peer)) {
            challengers.put(path, peer);
        }
    }

    /** A way that the peer has proved to be its own. */
    void add(NetworkPath path, PeerTransport peer) {
        byPath.put(path, peer);
        challengers.remove(path, peer);
    }

    void remove(NetworkPath path, PeerTransport peer) {
        byPath.remove(path, peer);
        challengers.remove(path, peer);
    }
}
