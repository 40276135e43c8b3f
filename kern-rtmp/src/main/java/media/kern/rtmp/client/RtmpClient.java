package media.kern.rtmp.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import media.kern.rtmp.chunk.ChunkWriter;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.net.Transport;

/**
 * A connection that publishes or plays one stream. May be used by any thread.
 *
 * <pre>{@code
 * try (Transport transport = Transport.start("client", 1);
 *         RtmpClient client = RtmpClient.play(transport, RtmpClientOptions.of(address, "live", "cam"), listener)) {
 *     ...
 * }
 * }</pre>
 */
public final class RtmpClient implements AutoCloseable {
    private static final int STREAM_ID = 1;
    private static final long SECONDS_TO_START = 20;
    private static final int AUDIO_CHUNKS = 4;
    private static final int VIDEO_CHUNKS = 6;
    private static final int DATA_CHUNKS = 8;

    private final Channel channel;
    private final ClientConnection connection;
    private final int chunkSize;

    private RtmpClient(Channel channel, ClientConnection connection, int chunkSize) {
        this.channel = channel;
        this.connection = connection;
        this.chunkSize = chunkSize;
    }

    /**
     * Connects and publishes.
     *
     * @throws IOException if the server cannot be reached, or refuses: with the code that it gave
     */
    public static RtmpClient publish(Transport transport, RtmpClientOptions options, RtmpClientListener listener)
            throws IOException {
        return open(transport, options, listener, "publish");
    }

    /**
     * Connects and plays.
     *
     * @throws IOException if the server cannot be reached, or refuses: with the code that it gave
     */
    public static RtmpClient play(Transport transport, RtmpClientOptions options, RtmpClientListener listener)
            throws IOException {
        return open(transport, options, listener, "play");
    }

    private static RtmpClient open(
            Transport transport, RtmpClientOptions options, RtmpClientListener listener, String command)
            throws IOException {
        ClientConnection connection = new ClientConnection(options, listener, command);
        ChannelFuture connected = transport
                .clientSocket()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        options.tls().ifPresent(tls -> channel.pipeline().addLast(tls.newHandler(channel.alloc())));
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(options.server())
                .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            throw new IOException(
                    "cannot connect to " + options.server() + ": "
                            + Optional.ofNullable(connected.cause())
                                    .map(Throwable::getMessage)
                                    .orElse("unknown"),
                    connected.cause());
        }
        RtmpClient client = new RtmpClient(connected.channel(), connection, options.chunkSize());
        try {
            connection.started().get(SECONDS_TO_START, TimeUnit.SECONDS);
            return client;
        } catch (ExecutionException | TimeoutException e) {
            client.close();
            throw new IOException(
                    e instanceof ExecutionException
                            ? String.valueOf(
                                    e.getCause() == null ? e : e.getCause().getMessage())
                            : "no answer within " + SECONDS_TO_START + " s",
                    e);
        } catch (InterruptedException e) {
            client.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Sends a message of audio, video or data, which takes over the payload. */
    public void send(int type, int timestamp, ByteBuf payload) {
        int chunks = type == MessageType.AUDIO ? AUDIO_CHUNKS : type == MessageType.VIDEO ? VIDEO_CHUNKS : DATA_CHUNKS;
        try {
            write(ChunkWriter.write(
                    channel.alloc(), new RtmpMessage(type, STREAM_ID, chunks, timestamp, payload), chunkSize));
        } finally {
            payload.release();
        }
    }

    /** Calls something of the server, without waiting for an answer. */
    public void call(String name, Object... arguments) {
        write(connection.command(channel.alloc(), STREAM_ID, name, arguments));
    }

    /** Sends bytes as they are, which takes them over. */
    public void write(ByteBuf bytes) {
        var _ = channel.writeAndFlush(bytes);
    }

    /** Stops or goes on reading from the connection: somebody who does not keep up. */
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
        if (on) {
            channel.read();
        }
    }

    /** From now on bytes are counted, no longer read: for many players on one machine. */
    public void countOnly() {
        connection.countOnly();
    }

    /** Bytes that came so far. */
    public long received() {
        return connection.received();
    }

    /** Done when the connection is over, whoever ended it. */
    public CompletableFuture<Void> closed() {
        return connection.closed();
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return connection.closed().isDone();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
