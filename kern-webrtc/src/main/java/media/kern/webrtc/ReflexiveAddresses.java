package media.kern.webrtc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.net.UdpPort;
import media.kern.webrtc.stun.StunMessage;
import media.kern.webrtc.stun.StunType;
import media.kern.webrtc.stun.StunWriter;
import media.kern.webrtc.stun.TransactionId;

/**
 * The addresses under which the world sees our UDP port, as STUN servers tell. Asked for again all the time, which also
 * keeps the routers in between from forgetting them.
 */
final class ReflexiveAddresses {
    private static final long INTERVAL_SECONDS = 20;
    private static final long FIRST_INTERVAL_SECONDS = 1;
    private static final int MAX_OUTSTANDING = 256;

    private final List<InetSocketAddress> servers;
    private final Map<TransactionId, InetAddress> outstanding = new ConcurrentHashMap<>();
    private final Map<InetAddress, InetSocketAddress> mapped = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ReflexiveAddresses(List<InetSocketAddress> servers) {
        this.servers = servers;
    }

    /** Begins to ask, if there is anybody to ask. */
    void start(Transport transport, UdpPort port) {
        if (!servers.isEmpty()) {
            Thread.ofVirtual().name("webrtc-stun").start(() -> askForEver(transport, port));
        }
    }

    private void askForEver(Transport transport, UdpPort port) {
        try {
            while (!closed) {
                ask(transport, port);
                TimeUnit.SECONDS.sleep(mapped.isEmpty() ? FIRST_INTERVAL_SECONDS : INTERVAL_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Transport transport, UdpPort port) {
        if (outstanding.size() > MAX_OUTSTANDING) {
            outstanding.clear();
        }
        for (InetSocketAddress server : servers) {
            // Looked up each time: an address may change while the server runs for months.
            InetSocketAddress resolved =
                    server.isUnresolved() ? new InetSocketAddress(server.getHostString(), server.getPort()) : server;
            if (resolved.isUnresolved()) {
                continue;
            }
            for (NetworkPath path : port.pathsTo(resolved, transport.loops().getFirst())) {
                TransactionId transaction = TransactionId.random();
                outstanding.put(transaction, path.local().getAddress());
                path.send(new StunWriter(StunType.REQUEST, transaction).finish());
            }
        }
    }

    /** Takes an answer that is of no peer. */
    void answered(byte[] datagram, NetworkPath path) {
        StunMessage.parse(datagram, datagram.length).ifPresent(message -> {
            InetAddress asked = outstanding.remove(message.transaction());
            if (asked != null && asked.equals(path.local().getAddress())) {
                message.mappedAddress().ifPresent(address -> mapped.put(asked, address));
            }
        });
    }

    /** The outer address of one of ours, if it is known and another one. */
    Optional<InetSocketAddress> of(InetAddress address) {
        return Optional.ofNullable(mapped.get(address))
                .filter(outer -> !outer.getAddress().equals(address));
    }

    void close() {
        closed = true;
    }
}
