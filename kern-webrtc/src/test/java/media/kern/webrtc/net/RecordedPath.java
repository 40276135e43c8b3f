package media.kern.webrtc.net;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import media.kern.webrtc.ice.IceTransport;

/** A way that leads to the test. Equal to all others to the same port. */
public final class RecordedPath implements NetworkPath {
    private final int port;
    private final Consumer<byte[]> receiver;
    private final List<List<byte[]>> writes = new CopyOnWriteArrayList<>();
    private volatile boolean writable = true;
    private int flushes;
    private volatile boolean released;

    /** @param receiver takes each datagram */
    public RecordedPath(int port, Consumer<byte[]> receiver) {
        this.port = port;
        this.receiver = receiver;
    }

    /** The packets of each write. */
    public List<List<byte[]>> writes() {
        return List.copyOf(writes);
    }

    /** All packets so far. */
    public List<byte[]> packets() {
        return writes.stream().flatMap(List::stream).toList();
    }

    public int flushes() {
        return flushes;
    }

    public boolean released() {
        return released;
    }

    public void writable(boolean now) {
        writable = now;
    }

    @Override
    public InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1);
    }

    @Override
    public InetSocketAddress remote() {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), port);
    }

    @Override
    public IceTransport transport() {
        return IceTransport.UDP;
    }

    @Override
    public int localPreference() {
        return 1;
    }

    @Override
    public void send(byte[] datagram) {
        write(datagram, datagram.length, datagram.length);
    }

    @Override
    public NetworkPath on(EventLoop loop) {
        return this;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void write(byte[] packets, int length, int packetLength) {
        List<byte[]> written = new CopyOnWriteArrayList<>();
        for (int at = 0; at < length; at += packetLength) {
            byte[] packet = Arrays.copyOfRange(packets, at, Math.min(length, at + packetLength));
            written.add(packet);
            receiver.accept(packet);
        }
        writes.add(written);
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void release() {
        released = true;
    }

    @Override
    public Object socket() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedPath path && path.port == port;
    }

    @Override
    public int hashCode() {
        return port;
    }
}
