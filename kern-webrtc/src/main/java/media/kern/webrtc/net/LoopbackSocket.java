package media.kern.webrtc.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A UDP socket that only programs on this machine can send to. */
public final class LoopbackSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");

    private final Channel channel;

    private LoopbackSocket(Channel channel) {
        this.channel = channel;
    }

    /** Takes what arrives, on the event loop. */
    public interface Receiver {
        /** @param datagram belongs to the receiver */
        void received(byte[] datagram);

        /** There is nothing more for the moment. */
        default void idle() {}
    }

    /** Binds a free port of 127.0.0.1. */
    public static LoopbackSocket open(Transport transport, EventLoop loop, Receiver receiver) throws IOException {
        ChannelFuture bound = transport
                .datagramSocket(loop)
                .handler(new Handler(receiver))
                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot open a UDP port on 127.0.0.1: " + bound.cause().getMessage(), bound.cause());
        }
        return new LoopbackSocket(bound.channel());
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }

    private static final class Handler extends ChannelInboundHandlerAdapter {
        private final Receiver receiver;

        Handler(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            try {
                ByteBuf content = packet.content();
                byte[] datagram = new byte[content.readableBytes()];
                content.readBytes(datagram);
                if (datagram.length > 0 && datagram.length < Transport.MAX_DATAGRAM) {
                    receiver.received(datagram);
                }
            } finally {
                packet.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            receiver.idle();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.atError().setCause(cause).log("A packet of FFmpeg could not be handled");
        }
    }
}
