package media.kern.webrtc.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket with its event loop. */
final class UdpSocket {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");

    private final Channel channel;
    private final InetSocketAddress local;
    private final Segments segments;
    private final ChannelFutureListener segmentsSent;

    private UdpSocket(Channel channel, Segments segments) {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.localAddress();
        this.segments = segments;
        this.segmentsSent = sent -> segmentsSent(segments, sent.cause());
    }

    /** Binds a socket; the sink gets a way back with each datagram. */
    static UdpSocket bind(
            Bootstrap bootstrap,
            InetSocketAddress address,
            Segments segments,
            DatagramSink sink,
            Function<UdpSocket, UdpPathFactory> paths)
            throws IOException {
        Receiver receiver = new Receiver(sink);
        ChannelFuture bound = bootstrap.handler(receiver).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on UDP " + address.getAddress().getHostAddress() + " port " + address.getPort()
                            + ": " + bound.cause().getMessage(),
                    bound.cause());
        }
        UdpSocket socket = new UdpSocket(bound.channel(), segments);
        receiver.begin(paths.apply(socket));
        return socket;
    }

    /** Makes the way to a sender. */
    @FunctionalInterface
    interface UdpPathFactory {
        NetworkPath to(InetSocketAddress remote);
    }

    Channel channel() {
        return channel;
    }

    InetSocketAddress local() {
        return local;
    }

    InetAddress address() {
        return local.getAddress();
    }

    Segments segments() {
        return segments;
    }

    /** Of several packets in one write: if the network refuses them, they are sent one by one from then on. */
    ChannelFutureListener segmentsSent() {
        return segmentsSent;
    }

    private static void segmentsSent(Segments segments, @Nullable Throwable cause) {
        if (cause instanceof IOException failure && segments.refused(failure)) {
            LOG.atWarn()
                    .setCause(failure)
                    .log("The network cannot send segmented datagrams; packets are sent one by one from now on");
        }
    }

    /** Hands on each datagram as an array of its own. */
    private static final class Receiver extends ChannelInboundHandlerAdapter {
        private final DatagramSink sink;
        private volatile UdpPathFactory paths = remote -> {
            throw new IllegalStateException("not bound yet");
        };
        private volatile boolean ready;

        Receiver(DatagramSink sink) {
            this.sink = sink;
        }

        void begin(UdpPathFactory factory) {
            paths = factory;
            ready = true;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            try {
                ByteBuf content = packet.content();
                int length = content.readableBytes();
                if (ready && length > 0 && length < Transport.MAX_DATAGRAM) {
                    byte[] datagram = new byte[length];
                    content.readBytes(datagram);
                    sink.received(datagram, paths.to(packet.sender()));
                }
            } finally {
                packet.release();
            }
        }

        /** Of a send that failed: the packet is lost, and whoever it was for finds out by its missing consent. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!(cause instanceof IOException)) {
                LOG.atError().setCause(cause).log("A datagram could not be handled");
            }
        }
    }
}
