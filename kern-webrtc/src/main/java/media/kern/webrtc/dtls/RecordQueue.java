package media.kern.webrtc.dtls;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bouncycastle.tls.DatagramTransport;

/** Datagrams between the network and the DTLS implementation; what is too much is lost, as on any network. */
final class RecordQueue implements DatagramTransport {
    /** A flight of a handshake is less than ten datagrams. */
    private static final int CAPACITY = 32;

    private static final int RECEIVE_LIMIT = 2048;
    /** Fits into whatever network there is, with the headers of IPv6 and UDP. */
    private static final int SEND_LIMIT = 1200;

    private static final int LONGEST_WAIT_MILLIS = 1000;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<byte[]> network;
    private final UnaryOperator<byte[]> order;
    private volatile boolean closed;

    /** @param order what may be taken of a datagram, asked by the thread that receives */
    RecordQueue(Consumer<byte[]> network, UnaryOperator<byte[]> order) {
        this.network = network;
        this.order = order;
    }

    void add(byte[] datagram) {
        var _ = received.offer(datagram);
    }

    boolean isEmpty() {
        return received.isEmpty();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        try {
            long wait = waitMillis <= 0 ? LONGEST_WAIT_MILLIS : Math.min(waitMillis, LONGEST_WAIT_MILLIS);
            byte[] datagram = closed ? END : received.poll(wait, TimeUnit.MILLISECONDS);
            if (closed) {
                throw new IOException("closed");
            }
            byte[] taken = datagram == null ? END : order.apply(datagram);
            if (taken.length == 0 || taken.length > length) {
                return -1;
            }
            System.arraycopy(taken, 0, buffer, offset, taken.length);
            return taken.length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        byte[] datagram = new byte[length];
        System.arraycopy(buffer, offset, datagram, 0, length);
        network.accept(datagram);
    }

    /** Wakes who waits. */
    @Override
    public void close() {
        closed = true;
        received.clear();
        var _ = received.offer(END);
    }
}
