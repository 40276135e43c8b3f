package media.kern.webrtc.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import media.kern.webrtc.ice.IceTransport;

/** A way over UDP. Whichever of the sockets with the same address sends, it is the same way. */
final class UdpPath implements NetworkPath {
    private final UdpPort port;
    private final UdpSocket socket;
    private final InetSocketAddress remote;

    UdpPath(UdpPort port, UdpSocket socket, InetSocketAddress remote) {
        this.port = port;
        this.socket = socket;
        this.remote = remote;
    }

    @Override
    public InetSocketAddress local() {
        return socket.local();
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public IceTransport transport() {
        return IceTransport.UDP;
    }

    @Override
    public int localPreference() {
        return port.preference(socket.address());
    }

    @Override
    public NetworkPath on(EventLoop loop) {
        UdpSocket mine = port.socket(socket.address(), loop);
        return mine.equals(socket) ? this : new UdpPath(port, mine, remote);
    }

    @Override
    public boolean writable() {
        return socket.channel().isWritable();
    }

    @Override
    public void send(byte[] datagram) {
        Channel channel = socket.channel();
        if (channel.isWritable()) {
            var _ = channel.writeAndFlush(
                    new DatagramPacket(Unpooled.wrappedBuffer(datagram), remote), channel.voidPromise());
        }
    }

    @Override
    public void write(byte[] packets, int length, int packetLength) {
        Channel channel = socket.channel();
        if (length > packetLength && socket.segments().on()) {
            ByteBuf all = channel.alloc().directBuffer(length).writeBytes(packets, 0, length);
            var _ = channel.write(new SegmentedDatagramPacket(all, packetLength, remote))
                    .addListener(socket.segmentsSent());
            return;
        }
        for (int at = 0; at < length; at += packetLength) {
            int size = Math.min(packetLength, length - at);
            ByteBuf one = channel.alloc().directBuffer(size).writeBytes(packets, at, size);
            var _ = channel.write(new DatagramPacket(one, remote), channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        socket.channel().flush();
    }

    @Override
    public void release() {
        // The socket is for everybody.
    }

    @Override
    public Object socket() {
        return socket.channel();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UdpPath path
                && path.socket.local().equals(socket.local())
                && path.remote.equals(remote);
    }

    @Override
    public int hashCode() {
        return 31 * remote.hashCode() + socket.local().hashCode();
    }
}
