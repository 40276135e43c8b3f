package media.kern.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.ChunkLimits;
import media.kern.rtmp.chunk.ChunkReader;
import media.kern.rtmp.chunk.ControlMessages;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.handshake.HandshakeException;
import media.kern.rtmp.handshake.ServerHandshake;
import media.kern.rtmp.stream.StreamLimits;
import org.jspecify.annotations.Nullable;

/** One client, on his event loop: bytes to messages, acknowledgements, pings, and when to give up. Commands are elsewhere. */
final class ServerConnection extends ChannelInboundHandlerAdapter {
    /** Of a message before anything is published. */
    private static final int SHORT_MESSAGE = 64 << 10;

    private static final long DEFAULT_ACK_STEP = 1 << 20;
    private static final long NANOS_TO_SAY_GOODBYE = TimeUnit.SECONDS.toNanos(2);

    private final ServerContext context;
    private final boolean secure;
    private final ServerHandshake handshake = new ServerHandshake();
    private final long opened = System.nanoTime();
    private @Nullable Started started;
    private long lastRead = opened;
    private long lastPing = opened;
    private long acknowledged;
    private long ackStep = DEFAULT_ACK_STEP;
    private long progressSeen;
    private long progressAt = opened;
    private long closeBy;
    private RtmpEnd end = RtmpEnd.expected("the client has closed the connection");

    private record Started(
            ChannelHandlerContext channel, Traffic traffic, ChunkReader reader, CommandSession session) {}

    ServerConnection(ServerContext context, boolean secure) {
        this.context = context;
        this.secure = secure;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Traffic traffic = new Traffic(ctx.channel());
        ChunkReader reader = new ChunkReader(
                ctx.alloc(), new ChunkLimits(context.options().limits().chunkStreams(), SHORT_MESSAGE));
        started = new Started(ctx, traffic, reader, new CommandSession(context, this, ctx.channel(), traffic));
        context.opened(this, ctx.channel().eventLoop());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        ByteBuf in = (ByteBuf) received;
        try {
            if (started == null || closeBy != 0) {
                return;
            }
            lastRead = System.nanoTime();
            started.traffic().received(in.readableBytes());
            read(started, in);
            acknowledge(started);
        } catch (ChunkException | HandshakeException e) {
            close(RtmpEnd.fault(String.valueOf(e.getMessage())));
        } finally {
            in.release();
        }
    }

    private void read(Started to, ByteBuf in) throws ChunkException, HandshakeException {
        if (!handshake.isComplete()) {
            handshake.read(in).ifPresent(this::send);
            if (!handshake.isComplete()) {
                return;
            }
        }
        to.reader().read(in, message -> message(to, message));
    }

    private void message(Started to, RtmpMessage message) throws ChunkException {
        switch (message.type()) {
            case MessageType.USER_CONTROL -> control(to.channel(), message.payload());
            case MessageType.WINDOW_ACK_SIZE ->
                ackStep = Math.max(1, Integer.toUnsignedLong(ControlMessages.number(message.payload())) / 2);
            case MessageType.COMMAND_AMF0, MessageType.COMMAND_AMF3 ->
                to.session().command(Command.read(message));
            case MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0, MessageType.DATA_AMF3 ->
                to.session().media(message);
            default -> {
                // Acknowledgements, bandwidth, shared objects, what nobody knows: nothing follows from them.
                return;
            }
        }
    }

    private void control(ChannelHandlerContext ctx, ByteBuf payload) throws ChunkException {
        if (payload.readableBytes() < Short.BYTES) {
            throw new ChunkException("a user control message of " + payload.readableBytes() + " bytes, but it needs 2");
        }
        int event = payload.readUnsignedShort();
        if (event == ControlMessages.PING_REQUEST) {
            int time = ControlMessages.number(payload);
            send(ControlMessages.event(ctx.alloc(), ControlMessages.PING_RESPONSE, time));
        }
    }

    /** The total, of which 32 bits are told (section 5.4.3). */
    private void acknowledge(Started to) {
        long received = to.traffic().received();
        if (received - acknowledged > ackStep && handshake.isComplete()) {
            acknowledged = received;
            send(ControlMessages.number(to.channel().alloc(), MessageType.ACKNOWLEDGEMENT, (int) received));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        if (started != null && started.traffic().pending() > maxPending()) {
            close(RtmpEnd.fault("the client asks for more than it takes: " + maxPending() + " bytes wait for it"));
        }
    }

    /** With what a player may be behind; he could ask for answers without end all the same. */
    private long maxPending() {
        StreamLimits limits = context.options().streams();
        return SHORT_MESSAGE + limits.cacheBytes() + 3L * limits.playerBytes();
    }

    /** Writes without a flush, which follows when everything has been read. */
    void send(ByteBuf bytes) {
        if (started == null) {
            bytes.release();
            return;
        }
        started.traffic().written().addAndGet(bytes.readableBytes());
        var _ = started.channel().write(bytes, started.channel().voidPromise());
    }

    void flush() {
        if (started != null) {
            started.channel().flush();
        }
    }

    /** Messages may be long from now on. */
    void allowMedia() {
        if (started != null) {
            RtmpOptions.Limits limits = context.options().limits();
            started.reader().limit(new ChunkLimits(limits.chunkStreams(), limits.messageBytes()));
        }
    }

    boolean secure() {
        return secure;
    }

    InetSocketAddress remote() {
        return started != null && started.channel().channel().remoteAddress() instanceof InetSocketAddress address
                ? address
                : new InetSocketAddress(0);
    }

    /** Looks what time it is; about twice a second. */
    void tick(long now) {
        if (started == null) {
            return;
        }
        if (closeBy != 0) {
            if (now - closeBy > 0) {
                var _ = started.channel().close();
            }
            return;
        }
        RtmpOptions.Times times = context.options().times();
        CommandSession session = started.session();
        if (!handshake.isComplete()) {
            if (now - opened > times.handshake().toNanos()) {
                close(RtmpEnd.fault("no handshake within " + times.handshake()));
            }
        } else if (session.isIdle()) {
            if (now - Math.max(opened, session.idleSince()) > times.start().toNanos()) {
                close(RtmpEnd.fault("nothing published or played within " + times.start()));
            }
        } else if (session.isPublishing()) {
            if (now - lastRead > times.idle().toNanos()) {
                close(RtmpEnd.fault("nothing received within " + times.idle()));
            }
        } else {
            watchPlayer(started, now, times);
        }
    }

    private void watchPlayer(Started to, long now, RtmpOptions.Times times) {
        to.traffic().note();
        long sent = to.traffic().sent();
        if (sent != progressSeen || to.traffic().pending() == 0) {
            progressSeen = sent;
            progressAt = now;
        }
        if (now - progressAt > times.idle().toNanos()) {
            close(RtmpEnd.fault("the player has taken nothing within " + times.idle()));
        } else if (now - Math.max(lastRead, lastPing) > times.ping().toNanos()) {
            lastPing = now;
            int time = (int) TimeUnit.NANOSECONDS.toMillis(now - opened);
            send(ControlMessages.event(to.channel().alloc(), ControlMessages.PING_REQUEST, time));
            flush();
        }
    }

    /** At once. */
    void close(RtmpEnd reason) {
        if (started != null && closeBy == 0) {
            end = reason;
            closeBy = System.nanoTime();
            flush();
            started.traffic().note();
            var _ = started.channel().close();
        }
    }

    /**
     * After what has been written. The client learns that it is over at once, but bytes of him that are still under way must not
     * reset the connection, or he would not read why.
     */
    void closeAfterFlush(RtmpEnd reason) {
        if (started == null || closeBy != 0) {
            return;
        }
        end = reason;
        closeBy = System.nanoTime() + NANOS_TO_SAY_GOODBYE;
        started.session().leave(reason);
        ChannelHandlerContext ctx = started.channel();
        if (ctx.channel() instanceof DuplexChannel duplex && ctx.pipeline().get(SslHandler.class) == null) {
            var _ = ctx.writeAndFlush(ctx.alloc().buffer(0)).addListener((ChannelFutureListener) _ -> {
                var _ = duplex.shutdownOutput();
            });
        } else {
            var _ = ctx.writeAndFlush(ctx.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean gone = cause instanceof IOException
                && started != null
                && !started.session().isPublishing();
        close(gone ? RtmpEnd.expected("the client is gone") : RtmpEnd.fault(String.valueOf(cause.getMessage())));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (started != null) {
            started.session().leave(end);
            started.reader().close();
            context.closed(this, ctx.channel().eventLoop());
            started = null;
        }
    }
}
