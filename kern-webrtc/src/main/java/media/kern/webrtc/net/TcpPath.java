package media.kern.webrtc.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import media.kern.webrtc.ice.IceTransport;

/** A way over a TCP connection that the peer has opened. */
record TcpPath(Channel channel, InetSocketAddress local, InetSocketAddress remote) implements NetworkPath {
    private static final int LENGTH_FIELD = 2;

    /** The way over an open connection; its addresses are still known when it has been closed. */
    static TcpPath over(Channel channel) {
        return new TcpPath(
                channel, (InetSocketAddress) channel.localAddress(), (InetSocketAddress) channel.remoteAddress());
    }

    @Override
    public IceTransport transport() {
        return IceTransport.TCP;
    }

    /** Only where nothing else gets through. */
    @Override
    public int localPreference() {
        return 0;
    }

    @Override
    public NetworkPath on(EventLoop loop) {
        return this;
    }

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public void send(byte[] datagram) {
        write(datagram, datagram.length, datagram.length);
        flush();
    }

    @Override
    public void write(byte[] packets, int length, int packetLength) {
        if (!channel.isWritable()) {
            return;
        }
        int count = (length + packetLength - 1) / packetLength;
        ByteBuf framed = channel.alloc().directBuffer(length + count * LENGTH_FIELD);
        for (int at = 0; at < length; at += packetLength) {
            int size = Math.min(packetLength, length - at);
            framed.writeShort(size).writeBytes(packets, at, size);
        }
        var _ = channel.write(framed, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void release() {
        var _ = channel.close();
    }

    @Override
    public Object socket() {
        return channel;
    }
}
