package media.kern.rtmp.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import media.kern.rtmp.amf.AmfException;
import media.kern.rtmp.amf.AmfReader;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.amf.AmfWriter;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.ChunkLimits;
import media.kern.rtmp.chunk.ChunkReader;
import media.kern.rtmp.chunk.ChunkWriter;
import media.kern.rtmp.chunk.ControlMessages;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.handshake.ClientHandshake;
import media.kern.rtmp.handshake.HandshakeException;
import org.jspecify.annotations.Nullable;

/** Handshake, connect, createStream, then publish or play; on its event loop. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final int COMMAND_CHUNKS = 3;
    private static final int CONNECT = 1;
    private static final int CREATE_STREAM = 4;
    private static final int STREAM_ID = 1;
    private static final int MAX_MESSAGE = 0xFFFFFF;
    private static final long ACK_STEP = 1 << 20;

    private final RtmpClientOptions options;
    private final RtmpClientListener listener;
    private final String command;
    private final ClientHandshake handshake;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong received = new AtomicLong();
    private long acknowledged;
    private volatile boolean counting;
    private @Nullable ChunkReader reader;

    ClientConnection(RtmpClientOptions options, RtmpClientListener listener, String command) {
        this.options = options;
        this.listener = listener;
        this.command = command;
        this.handshake = new ClientHandshake(options.digest());
    }

    /** Done when the server has agreed. */
    CompletableFuture<Void> started() {
        return started;
    }

    CompletableFuture<Void> closed() {
        return closed;
    }

    void countOnly() {
        counting = true;
    }

    long received() {
        return received.get();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        reader = new ChunkReader(ctx.alloc(), new ChunkLimits(64, MAX_MESSAGE));
        var _ = ctx.writeAndFlush(handshake.begin());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        ByteBuf in = (ByteBuf) bytes;
        received.addAndGet(in.readableBytes());
        try {
            if (!handshake.isComplete()) {
                handshake.read(in).ifPresent(answer -> greet(ctx, answer));
            }
            if (handshake.isComplete() && reader != null && !counting) {
                reader.read(in, message -> message(ctx, message));
            }
            if (received.get() - acknowledged > ACK_STEP) {
                acknowledged = received.get();
                var _ = ctx.writeAndFlush(
                        ControlMessages.number(ctx.alloc(), MessageType.ACKNOWLEDGEMENT, (int) acknowledged));
            }
        } catch (ChunkException | HandshakeException e) {
            fail(ctx, String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
    }

    private void greet(ChannelHandlerContext ctx, ByteBuf answer) {
        var _ = ctx.write(answer);
        var _ = ctx.write(ControlMessages.number(ctx.alloc(), MessageType.SET_CHUNK_SIZE, options.chunkSize()));
        Map<String, AmfValue> object = new LinkedHashMap<>();
        object.put("app", AmfValue.of(options.application()));
        object.put("type", AmfValue.of("nonprivate"));
        object.put("flashVer", AmfValue.of("FMLE/3.0 (compatible; kern)"));
        object.put("tcUrl", AmfValue.of("rtmp://" + options.server().getHostString() + "/" + options.application()));
        object.putAll(options.capabilities().named());
        var _ = ctx.writeAndFlush(call(ctx.alloc(), 0, "connect", CONNECT, List.of(new AmfValue.Obj(object))));
    }

    private void message(ChannelHandlerContext ctx, RtmpMessage message) throws ChunkException {
        switch (message.type()) {
            case MessageType.COMMAND_AMF0 -> command(ctx, message);
            case MessageType.AUDIO, MessageType.VIDEO, MessageType.DATA_AMF0 -> listener.media(message);
            case MessageType.USER_CONTROL -> {
                ByteBuf payload = message.payload().duplicate();
                if (payload.readUnsignedShort() == ControlMessages.PING_REQUEST) {
                    var _ = ctx.writeAndFlush(
                            ControlMessages.event(ctx.alloc(), ControlMessages.PING_RESPONSE, payload.readInt()));
                }
                listener.control(message);
            }
            default -> listener.control(message);
        }
    }

    private void command(ChannelHandlerContext ctx, RtmpMessage message) throws ChunkException {
        List<AmfValue> values;
        try {
            values = AmfReader.readAll(message.payload().duplicate());
        } catch (AmfException e) {
            throw new ChunkException("a command that cannot be read: " + e.getMessage());
        }
        listener.command(values);
        String name = values.getFirst().text().orElse("");
        double transaction = values.get(1).number().orElse(0.0);
        if (name.equals("_result") && transaction == CONNECT) {
            begin(ctx);
        } else if (name.equals("_result") && transaction == CREATE_STREAM) {
            var _ = ctx.writeAndFlush(command(ctx.alloc(), STREAM_ID, command, options.name(), "live"));
        } else if (name.equals("onStatus")) {
            status(ctx, values.getLast().named());
        }
    }

    private void begin(ChannelHandlerContext ctx) {
        if (command.equals("publish")) {
            var _ = ctx.write(command(ctx.alloc(), 0, "releaseStream", options.name()));
            var _ = ctx.write(command(ctx.alloc(), 0, "FCPublish", options.name()));
        }
        var _ = ctx.writeAndFlush(call(ctx.alloc(), 0, "createStream", CREATE_STREAM, List.of(AmfValue.Nothing.NULL)));
    }

    private void status(ChannelHandlerContext ctx, Map<String, AmfValue> status) {
        String code = text(status, "code");
        if (text(status, "level").equals("error")) {
            fail(ctx, code + ": " + text(status, "description"));
        } else if (code.equals("NetStream.Publish.Start") || code.equals("NetStream.Play.Start")) {
            started.complete(null);
        }
    }

    private static String text(Map<String, AmfValue> values, String name) {
        AmfValue value = values.get(name);
        return value == null ? "" : value.text().orElse("");
    }

    private void fail(ChannelHandlerContext ctx, String why) {
        started.completeExceptionally(new IOException(why));
        var _ = ctx.close();
    }

    /** A call without an answer; its arguments are strings, numbers and booleans. */
    ByteBuf command(ByteBufAllocator allocator, int streamId, String name, Object... arguments) {
        List<AmfValue> values = new ArrayList<>();
        values.add(AmfValue.Nothing.NULL);
        for (Object argument : arguments) {
            values.add(
                    switch (argument) {
                        case String text -> AmfValue.of(text);
                        case Boolean flag -> new AmfValue.Bool(flag);
                        case Number number -> AmfValue.of(number.doubleValue());
                        default -> throw new IllegalArgumentException("no argument of a command: " + argument);
                    });
        }
        return call(allocator, streamId, name, 0, values);
    }

    private ByteBuf call(
            ByteBufAllocator allocator, int streamId, String name, double transaction, List<AmfValue> values) {
        ByteBuf payload = allocator.buffer();
        try {
            AmfWriter.write(payload, List.of(AmfValue.of(name), AmfValue.of(transaction)));
            AmfWriter.write(payload, values);
            return ChunkWriter.write(
                    allocator,
                    new RtmpMessage(MessageType.COMMAND_AMF0, streamId, COMMAND_CHUNKS, 0, payload),
                    options.chunkSize());
        } finally {
            payload.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, String.valueOf(cause.getMessage()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (reader != null) {
            reader.close();
        }
        started.completeExceptionally(new IOException("the server has closed the connection"));
        listener.closed();
        closed.complete(null);
    }
}
