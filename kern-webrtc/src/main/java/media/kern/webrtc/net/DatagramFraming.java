package media.kern.webrtc.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Cuts what arrives over a connection into datagrams: each has its length in front (RFC 4571 section 2). */
final class DatagramFraming extends ChannelInboundHandlerAdapter {
    /** Nobody needs more than one, but it takes a while until a silent one is closed. */
    private static final int MAX_CONNECTIONS = 2048;

    private static final long TIME_TO_SPEAK_SECONDS = 10;
    private static final int LENGTH_FIELD = 2;

    private final DatagramSink sink;
    private final AtomicInteger open;
    private byte[] datagram = new byte[LENGTH_FIELD];
    private int filled;
    private boolean inBody;
    private boolean spoken;

    DatagramFraming(DatagramSink sink, AtomicInteger open) {
        this.sink = sink;
        this.open = open;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (open.incrementAndGet() > MAX_CONNECTIONS) {
            var _ = context.close();
            return;
        }
        var _ = context.executor()
                .schedule(
                        () -> {
                            if (!spoken) {
                                var _ = context.close();
                            }
                        },
                        TIME_TO_SPEAK_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.decrementAndGet();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && context.channel().isOpen()) {
                int part = Math.min(in.readableBytes(), datagram.length - filled);
                in.readBytes(datagram, filled, part);
                filled += part;
                if (filled == datagram.length) {
                    completed(context);
                }
            }
        } finally {
            in.release();
        }
    }

    private void completed(ChannelHandlerContext context) {
        byte[] complete = datagram;
        filled = 0;
        if (inBody) {
            inBody = false;
            datagram = new byte[LENGTH_FIELD];
            spoken = true;
            sink.received(complete, TcpPath.over(context.channel()));
            return;
        }
        int length = (complete[0] & 0xFF) << 8 | (complete[1] & 0xFF);
        if (length == 0 || length >= Transport.MAX_DATAGRAM) {
            var _ = context.close(); // Not one of ours, or out of step.
            return;
        }
        inBody = true;
        datagram = new byte[length];
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
