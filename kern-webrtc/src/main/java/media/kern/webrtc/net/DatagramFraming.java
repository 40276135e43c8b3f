package media.kern.webrtc.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Cuts what arrives over a connection into datagrams: each has its length in front (RFC 4571 section 2). */
final class DatagramFraming extends ChannelInboundHandlerAdapter {
    /** Nobody needs more than one, but it takes a while until a silent one is closed. */
    private static final int MAX_CONNECTIONS = 2048;

    private static final long TIME_TO_SPEAK_SECONDS = 10;
    /** A peer is checked on every 5 s, and is ended when it has not answered for 30 s. */
    private static final long LONGEST_SILENCE_SECONDS = 40;

    private static final int LENGTH_FIELD = 2;

    private final DatagramSink sink;
    private final AtomicInteger open;
    private byte[] datagram = new byte[LENGTH_FIELD];
    private int filled;
    private boolean inBody;
    private boolean spoken;
    private long heard = System.nanoTime();
    private @Nullable ScheduledFuture<?> watch;

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
        watch = context.executor()
                .scheduleWithFixedDelay(
                        () -> closeIfSilent(context), TIME_TO_SPEAK_SECONDS, TIME_TO_SPEAK_SECONDS, TimeUnit.SECONDS);
    }

    private void closeIfSilent(ChannelHandlerContext context) {
        long silence = System.nanoTime() - heard;
        if (!spoken || silence > TimeUnit.SECONDS.toNanos(LONGEST_SILENCE_SECONDS)) {
            var _ = context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        open.decrementAndGet();
        if (watch != null) {
            watch.cancel(false);
        }
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
            heard = System.nanoTime();
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
