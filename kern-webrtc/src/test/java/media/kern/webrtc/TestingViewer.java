package media.kern.webrtc;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import media.kern.webrtc.client.WatchingClient;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.peer.PeerStage;
import media.kern.webrtc.sdp.SdpException;

/** A client and what the server knows of it. */
final class TestingViewer implements AutoCloseable {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.generate();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WatchingClient client;
    private final AtomicInteger packets = new AtomicInteger();
    private final Viewer viewer;

    /** Asks, and does no more. */
    TestingViewer(LiveStream stream, Transport transport, int number) throws Exception {
        client = new WatchingClient(
                transport,
                transport.loops().get(number % transport.loops().size()),
                IDENTITY,
                WatchingClient.Options.onLoopback(),
                (header, packet) -> packets.incrementAndGet());
        try {
            viewer = stream.subscribe(client.offer());
        } catch (Exception e) {
            client.close();
            throw e;
        }
    }

    Viewer viewer() {
        return viewer;
    }

    WatchingClient client() {
        return client;
    }

    TestingViewer connect() throws SdpException {
        client.answer(viewer.answer());
        return this;
    }

    /** Connects, but waits for a handshake that the server waits for as well. */
    TestingViewer connectWithoutHandshake() throws SdpException {
        client.answer(viewer.answer().replace("a=setup:passive", "a=setup:active"));
        await().atMost(PATIENCE).until(() -> client.stage() == PeerStage.CONNECTED);
        return this;
    }

    TestingViewer secured() throws SdpException {
        connect();
        client.secured().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return this;
    }

    TestingViewer playing() throws SdpException {
        secured();
        await().atMost(PATIENCE).until(() -> packets.get() > 5);
        return this;
    }

    int packets() {
        return packets.get();
    }

    /** Without a word to the server. */
    void vanish() {
        client.close();
    }

    @Override
    public void close() {
        vanish();
    }
}
