package media.kern.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes the packets of a {@link SyntheticVideo} on to one receiver as they are, with two threads that do nothing else: how
 * long a hop takes on this machine at least.
 */
final class PlainRelay implements AutoCloseable {
    private static final int MAX_PACKET = 2048;
    private static final int TIME_AT = 12 + SyntheticVideo.TIME_OFFSET;

    private final DatagramChannel in = bound();
    private final DatagramChannel out = bound();
    private final ConcurrentLinkedQueue<Long> hops = new ConcurrentLinkedQueue<>();

    PlainRelay() throws IOException {
        DatagramChannel forward = DatagramChannel.open();
        forward.connect(out.getLocalAddress());
        start("relay", () -> {
            ByteBuffer packet = ByteBuffer.allocateDirect(MAX_PACKET);
            while (true) {
                in.receive(packet.clear());
                forward.write(packet.flip());
            }
        });
        start("receiver", () -> {
            ByteBuffer packet = ByteBuffer.allocateDirect(MAX_PACKET);
            while (true) {
                out.receive(packet.clear());
                if ((packet.get(12) & 0x1F) == 28) {
                    hops.add(System.nanoTime() - packet.getLong(TIME_AT));
                }
            }
        });
    }

    private interface Loop {
        void run() throws IOException;
    }

    private static void start(String name, Loop loop) {
        var _ = Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                loop.run();
            } catch (AsynchronousCloseException e) {
                // It is over.
            } catch (IOException e) {
                throw new IllegalStateException("the relay has failed", e);
            }
        });
    }

    private static DatagramChannel bound() throws IOException {
        return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() throws IOException {
        return ((InetSocketAddress) in.getLocalAddress()).getPort();
    }

    ConcurrentLinkedQueue<Long> hops() {
        return hops;
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
