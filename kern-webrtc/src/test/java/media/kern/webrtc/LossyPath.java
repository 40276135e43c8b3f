package media.kern.webrtc;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A relay between a viewer and the server on loopback that loses and delays packets, in both directions. */
final class LossyPath implements AutoCloseable {
    private static final Pattern CANDIDATE = Pattern.compile("(a=candidate:\\S+ 1 udp \\d+) (\\S+) (\\d+) typ host");
    private static final int MAX_DATAGRAM = 2048;
    private final DatagramSocket viewerSide =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final DatagramSocket serverSide =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final ScheduledExecutorService delays = Executors.newSingleThreadScheduledExecutor();
    private final Random random;
    private final int lossPercent;
    private final int maxDelayMillis;
    private volatile boolean open;
    private volatile boolean cut;
    private volatile InetSocketAddress viewer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private volatile InetSocketAddress server = viewer;

    /** Relays as soon as it knows the server. */
    LossyPath(int lossPercent, int maxDelayMillis, long seed) throws IOException {
        this.lossPercent = lossPercent;
        this.maxDelayMillis = maxDelayMillis;
        this.random = new Random(seed);
    }

    /** An offer without the address of the viewer; an answer with the relay in the place of the server. */
    String through(String description) {
        return description.contains("a=recvonly")
                ? description.replaceAll("a=candidate:.*\r\n", "")
                : CANDIDATE.matcher(description).replaceAll(this::through);
    }

    private String through(MatchResult candidate) {
        server = new InetSocketAddress(InetAddress.ofLiteral(candidate.group(2)), Integer.parseInt(candidate.group(3)));
        if (!open) {
            open = true;
            Thread.ofVirtual().start(() -> relay(viewerSide, true));
            Thread.ofVirtual().start(() -> relay(serverSide, false));
        }
        return candidate.group(1) + " 127.0.0.1 " + viewerSide.getLocalPort() + " typ host";
    }

    /** From now on nothing gets through. */
    void cutOff() {
        cut = true;
    }

    private void relay(DatagramSocket from, boolean fromViewer) {
        byte[] buffer = new byte[MAX_DATAGRAM];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!from.isClosed()) {
            try {
                packet.setLength(buffer.length);
                from.receive(packet);
                if (fromViewer) {
                    viewer = (InetSocketAddress) packet.getSocketAddress();
                }
                pass(Arrays.copyOf(packet.getData(), packet.getLength()), fromViewer);
            } catch (IOException | RejectedExecutionException e) {
                from.close();
            }
        }
    }

    private synchronized void pass(byte[] datagram, boolean fromViewer) {
        if (!cut && random.nextInt(100) >= lossPercent) {
            var _ = delays.schedule(
                    () -> send(datagram, fromViewer), random.nextInt(maxDelayMillis + 1), TimeUnit.MILLISECONDS);
        }
    }

    private void send(byte[] datagram, boolean fromViewer) {
        InetSocketAddress to = fromViewer ? server : viewer;
        try {
            (fromViewer ? serverSide : viewerSide).send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException e) {
            // It is as lost as the others: a socket is closed, or its port is.
        }
    }

    @Override
    public void close() {
        viewerSide.close();
        serverSide.close();
        delays.shutdownNow();
    }
}
