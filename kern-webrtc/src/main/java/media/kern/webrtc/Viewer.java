package media.kern.webrtc;

import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.peer.CloseCause;
import media.kern.webrtc.peer.PeerStage;
import media.kern.webrtc.peer.PeerTransport;
import media.kern.webrtc.sdp.NegotiatedMedia;
import media.kern.webrtc.sdp.SdpFragment;
import media.kern.webrtc.stream.Subscriber;
import media.kern.webrtc.stream.SubscriberStatistics;
import org.jspecify.annotations.Nullable;

/** Somebody who watches a stream, or is about to. May be used by any thread. */
public final class Viewer {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;
    private static final int TAG_BYTES = 8;
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final String id;
    private final LiveStream stream;
    private final String answer;
    private final List<NegotiatedMedia> media;
    private final List<Candidate> offered;
    private final Instant since = Instant.now();
    private final PeerTransport transport;
    private final Subscriber subscriber;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile IceCredentials remote;
    private volatile String tag = random(TAG_BYTES);
    private volatile @Nullable NetworkPath lastPath;

    Viewer(
            String id,
            LiveStream stream,
            String answer,
            List<NegotiatedMedia> media,
            List<Candidate> offered,
            IceCredentials remote,
            PeerTransport transport,
            Subscriber subscriber) {
        this.id = id;
        this.stream = stream;
        this.answer = answer;
        this.media = List.copyOf(media);
        this.offered = List.copyOf(offered);
        this.remote = remote;
        this.transport = transport;
        this.subscriber = subscriber;
    }

    static String randomId() {
        return random(ID_BYTES);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** 128 random bits: whoever knows it may change and end what it names. */
    public String id() {
        return id;
    }

    public LiveStream stream() {
        return stream;
    }

    /** The session description to answer the offer with. */
    public String answer() {
        return answer;
    }

    /** Names the current ICE session; another one after each restart. */
    public String iceTag() {
        return tag;
    }

    public Instant since() {
        return since;
    }

    /** The addresses that the viewer was told. */
    public List<Candidate> offered() {
        return offered;
    }

    /** What is sent, and how. */
    public List<NegotiatedMedia> media() {
        return media;
    }

    public PeerStage stage() {
        return transport.stage();
    }

    /** The way that packets take, or took last. */
    public Optional<NetworkPath> path() {
        transport.path().ifPresent(path -> lastPath = path);
        return Optional.ofNullable(lastPath);
    }

    public SubscriberStatistics statistics() {
        return subscriber.statistics();
    }

    /** How far it is, in words; says so if it waits for FFmpeg. */
    public String diagnosis() {
        if (stage() == PeerStage.SECURED && stream.silentFor(SILENCE)) {
            return "connected, but no media has come from FFmpeg for " + SILENCE.toSeconds() + " s";
        }
        return stage().text();
    }

    /** Whether these are the credentials of the current ICE session of the viewer. */
    public boolean isCurrent(IceCredentials credentials) {
        return credentials.equals(remote);
    }

    /** Takes more addresses of the viewer. */
    public void trickle(List<Candidate> candidates) {
        onLoop(() -> transport.addRemote(candidates));
    }

    /**
     * Begins a new ICE session; the old way is used until there is a new one.
     *
     * @return what to answer with
     * @throws NoCandidatesException if there is nothing to answer
     */
    public Restart restart(IceCredentials credentials, List<Candidate> candidates) throws NoCandidatesException {
        List<Candidate> ours = stream.server().candidates();
        IceCredentials fresh = IceCredentials.random();
        String fragment = SdpFragment.write(
                fresh, ours, media.getFirst().kind(), media.getFirst().mid());
        synchronized (this) { // Of two at once, the one whose credentials are known last is the one that counts.
            remote = credentials;
            tag = random(TAG_BYTES);
            onLoop(() -> transport.restart(fresh, credentials, candidates));
            return new Restart(tag, fragment);
        }
    }

    /**
     * A new ICE session.
     *
     * @param tag names it
     * @param fragment tells the viewer of our side
     */
    public record Restart(String tag, String fragment) {}

    /** Says goodbye and ends it; done when nothing of it is left. */
    public CompletableFuture<Void> close(String reason) {
        onLoop(() -> {
            subscriber.goodbye();
            transport.close(CloseCause.CLOSED_BY_US, reason);
        });
        return gone.copy();
    }

    EventLoop loop() {
        return transport.loop();
    }

    void closed() {
        gone.complete(null);
    }

    private void onLoop(Runnable work) {
        try {
            transport.loop().execute(work);
        } catch (RejectedExecutionException e) {
            closed(); // The loop has ended, and everybody on it.
        }
    }
}
