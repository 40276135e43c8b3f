package media.kern.webrtc.dtls;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import media.kern.webrtc.sdp.Fingerprint;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/** One handshake, and the association that comes out of it. May be used by any thread. */
public final class DtlsAssociation {
    private static final int BUFFER = 2048;

    private final RecordQueue records;
    private final Listener listener;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile @Nullable DTLSTransport transport;

    /** Hears, on some thread, what has become of it; the two ends exclude each other. */
    public interface Listener {
        /** The keys for SRTP are there. */
        void secured(SrtpKeys.Pair keys);

        /** The handshake has not succeeded. */
        void failed(String reason);

        /** The peer has ended the association. */
        void closedByPeer();
    }

    private DtlsAssociation(boolean client, Consumer<byte[]> network, Listener listener) {
        this.records = new RecordQueue(network, client ? UnaryOperator.identity() : new FlightOrder()::inOrder);
        this.listener = listener;
    }

    /**
     * Begins a handshake, or waits for the peer to begin it, for at most 20 s.
     *
     * @param client whether we begin
     * @param expected what the peer's certificate may be known by
     * @param profiles in the order of preference
     * @param network sends a datagram; must not block
     */
    public static DtlsAssociation start(
            DtlsIdentity identity,
            boolean client,
            List<Fingerprint> expected,
            List<SrtpProfile> profiles,
            Consumer<byte[]> network,
            Listener listener) {
        DtlsAssociation association = new DtlsAssociation(client, network, listener);
        DtlsPolicy policy = new DtlsPolicy(expected, profiles);
        Thread.ofVirtual().name("webrtc-dtls").start(() -> association.handshake(identity, client, policy));
        return association;
    }

    private void handshake(DtlsIdentity identity, boolean client, DtlsPolicy policy) {
        try {
            SrtpKeys.Pair keys;
            if (client) {
                DtlsClient side = new DtlsClient(identity, policy);
                transport = new DTLSClientProtocol().connect(side, records);
                keys = side.keys();
            } else {
                DtlsServer side = new DtlsServer(identity, policy);
                // Without a cookie: the peer has proved its address to ICE already.
                transport = new DTLSServerProtocol().accept(side, records);
                keys = side.keys();
            }
            if (ended.get()) {
                closeQuietly();
            } else {
                listener.secured(keys);
                readAll();
            }
        } catch (IOException | RuntimeException e) {
            if (ended.compareAndSet(false, true)) {
                listener.failed(String.valueOf(e.getMessage()));
            }
            records.close();
        }
    }

    /** Takes a record from the network; the array must not be changed afterwards. */
    public void received(byte[] datagram) {
        records.add(datagram);
        if (transport != null) {
            readAll();
        }
    }

    /** After the handshake: alerts, and repetitions of its last flight. */
    private void readAll() {
        DTLSTransport open = transport;
        if (open != null && reading.compareAndSet(false, true)) {
            Thread.ofVirtual().name("webrtc-dtls-read").start(() -> read(open));
        }
    }

    private void read(DTLSTransport open) {
        byte[] buffer = new byte[BUFFER];
        try {
            do {
                while (!records.isEmpty() && !records.isClosed()) {
                    open.receive(buffer, 0, buffer.length, 1);
                }
                reading.set(false);
            } while (!records.isEmpty() && !records.isClosed() && reading.compareAndSet(false, true));
        } catch (IOException | RuntimeException e) {
            records.close();
        }
        if (records.isClosed() && ended.compareAndSet(false, true)) {
            listener.closedByPeer();
        }
    }

    /** Ends it, and tells the peer so. */
    public void close() {
        if (ended.compareAndSet(false, true)) {
            closeQuietly();
        }
        records.close();
    }

    private void closeQuietly() {
        DTLSTransport open = transport;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The peer does not hear of it; its consent checks tell it.
                records.close();
            }
        }
    }
}
