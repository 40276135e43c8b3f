package media.kern.webrtc.net;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP port on some addresses of the machine. Each address has a socket per event loop; the kernel gives a peer's
 * packets always to the same one.
 */
public final class UdpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");
    private static final int TRIES_FOR_A_FREE_PORT = 16;
    private static final int BEST_PREFERENCE = 65535;

    private final Transport transport;
    private final Segments segments;
    private final DatagramSink sink;
    /** In the order of preference; replaced as a whole when an address is added. */
    private volatile Map<InetAddress, Map<EventLoop, UdpSocket>> sockets = Map.of();

    private volatile int port;
    private boolean closed;

    private UdpPort(Transport transport, DatagramSink sink, int port) {
        this.transport = transport;
        this.segments = new Segments(transport.segmentation());
        this.sink = sink;
        this.port = port;
    }

    /**
     * Binds the port on all addresses.
     *
     * @param addresses the preferred ones first; may be empty if there are none yet
     * @param port 0 for any that is free
     * @throws IOException if the port is taken
     */
    public static UdpPort open(Transport transport, List<InetAddress> addresses, int port, DatagramSink sink)
            throws IOException {
        for (int tries = 1; ; tries++) {
            UdpPort opened = new UdpPort(transport, sink, port);
            try {
                for (InetAddress address : addresses) {
                    opened.add(address);
                }
                return opened;
            } catch (IOException e) {
                opened.close();
                if (port != 0 || tries == TRIES_FOR_A_FREE_PORT) {
                    throw e;
                }
            }
        }
    }

    /** Binds the port on addresses that the machine has got since; what cannot be bound is left out. */
    public synchronized void addAll(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            try {
                if (!closed && !sockets.containsKey(address)) {
                    add(address);
                }
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("address", address.getHostAddress()).log("Left out: " + e.getMessage());
            }
        }
    }

    private synchronized void add(InetAddress address) throws IOException {
        port = requireFree(address, port);
        List<EventLoop> loops =
                transport.sharesPorts() ? transport.loops() : transport.loops().subList(0, 1);
        Map<EventLoop, UdpSocket> perLoop = new LinkedHashMap<>();
        try {
            for (EventLoop loop : loops) {
                perLoop.put(
                        loop,
                        UdpSocket.bind(
                                transport.sharedDatagramSocket(loop),
                                new InetSocketAddress(address, port),
                                segments,
                                sink,
                                socket -> remote -> new UdpPath(this, socket, remote)));
            }
        } catch (IOException e) {
            perLoop.values().forEach(socket -> socket.channel().close().awaitUninterruptibly());
            throw e;
        }
        Map<InetAddress, Map<EventLoop, UdpSocket>> more = new LinkedHashMap<>(sockets);
        more.put(address, perLoop);
        sockets = more;
    }

    /** Sockets that share a port would also share it with somebody else who does the same. */
    private static int requireFree(InetAddress address, int port) throws IOException {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(address, port))) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on UDP " + address.getHostAddress() + " port " + port + ": " + e.getMessage(), e);
        }
    }

    /** 0 if it is to be any, and there is no address yet. */
    public int port() {
        return port;
    }

    /** Those that are bound, the preferred ones first. */
    public List<InetAddress> addresses() {
        return List.copyOf(sockets.keySet());
    }

    /** How much this address is preferred, 0 to 65535. */
    public int preference(InetAddress address) {
        return BEST_PREFERENCE - Math.max(0, addresses().indexOf(address));
    }

    /** The ways to an address, one over each address of ours that may reach it. */
    public List<NetworkPath> pathsTo(InetSocketAddress remote, EventLoop loop) {
        List<NetworkPath> paths = new ArrayList<>();
        for (InetAddress address : sockets.keySet()) {
            boolean sameFamily = address instanceof Inet4Address == remote.getAddress() instanceof Inet4Address;
            boolean bothLoopback =
                    address.isLoopbackAddress() == remote.getAddress().isLoopbackAddress();
            if (sameFamily && bothLoopback) {
                paths.add(new UdpPath(this, socket(address, loop), remote));
            }
        }
        return paths;
    }

    UdpSocket socket(InetAddress address, EventLoop loop) {
        Map<EventLoop, UdpSocket> perLoop = sockets.getOrDefault(address, Map.of());
        UdpSocket mine = perLoop.get(loop);
        return mine == null ? perLoop.values().iterator().next() : mine;
    }

    @Override
    public synchronized void close() {
        closed = true;
        sockets.values().stream()
                .flatMap(perLoop -> perLoop.values().stream())
                .map(socket -> socket.channel().close())
                .toList()
                .forEach(closing -> closing.awaitUninterruptibly());
    }
}
