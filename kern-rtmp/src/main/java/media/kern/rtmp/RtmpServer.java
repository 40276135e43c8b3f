package media.kern.rtmp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import media.kern.rtmp.net.Transport;
import media.kern.rtmp.stream.StreamInfo;
import media.kern.rtmp.stream.Streams;

/**
 * Takes streams from publishers and gives them to players; all its ports share the streams. May be used by any thread.
 *
 * <pre>{@code
 * RtmpEndpoint endpoint = RtmpEndpoint.plain(new InetSocketAddress(1935));
 * try (RtmpServer server = RtmpServer.start(
 *         List.of(endpoint), RtmpOptions.defaults(), request -> new RtmpDecision.Accept(request.path().path()),
 *         new RtmpListener() {})) {
 *     // ffmpeg -re -i in.mp4 -c copy -f flv rtmp://127.0.0.1/live/cam
 *     // ffplay rtmp://127.0.0.1/live/cam
 * }
 * }</pre>
 */
public final class RtmpServer implements AutoCloseable {
    private final Transport transport;
    private final ServerContext context;
    private final Streams streams;
    private final ConnectionCount count;
    private final List<Channel> listening = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private RtmpServer(RtmpOptions options, RtmpAuthority authority, RtmpListener listener) {
        transport = Transport.start("rtmp", options.threads());
        streams = new Streams(options.streams(), transport.loops().getFirst());
        context = new ServerContext(options, authority, listener, streams, transport.loops());
        count = new ConnectionCount(options.limits());
    }

    /**
     * Opens the ports.
     *
     * @throws IOException if one cannot be opened, with its address; nothing is left open then
     */
    public static RtmpServer start(
            List<RtmpEndpoint> endpoints, RtmpOptions options, RtmpAuthority authority, RtmpListener listener)
            throws IOException {
        RtmpServer server = new RtmpServer(options, authority, listener);
        try {
            for (RtmpEndpoint endpoint : endpoints) {
                server.listen(endpoint);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void listen(RtmpEndpoint endpoint) throws IOException {
        ServerBootstrap bootstrap = transport.serverSocket().childHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                accept(channel, endpoint.tls());
            }
        });
        ChannelFuture bound = bootstrap.bind(endpoint.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + endpoint.address() + ": "
                            + Optional.ofNullable(bound.cause())
                                    .map(Throwable::getMessage)
                                    .orElse("unknown"),
                    bound.cause());
        }
        listening.add(bound.channel());
    }

    private void accept(Channel channel, Optional<Supplier<SslContext>> tls) {
        if (!count.enter(channel)) {
            var _ = channel.close();
            return;
        }
        if (tls.isPresent()) {
            SslHandler handler = tls.get().get().newHandler(channel.alloc());
            handler.setHandshakeTimeout(context.options().times().handshake().toMillis(), TimeUnit.MILLISECONDS);
            channel.pipeline().addLast(handler);
        }
        channel.pipeline().addLast(new ServerConnection(context, tls.isPresent()));
    }

    /** Where it listens, in the order of the endpoints, with the ports that were chosen. */
    public List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** Streams that have a publisher now, by name. */
    public List<StreamInfo> streams() {
        return streams.published();
    }

    /** Connections, whatever they are about. */
    public int connections() {
        return count.total();
    }

    /** Tells players that it is over, ends all connections and closes the ports; takes a few seconds at most. Safe to call twice. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        streams.close();
        context.close();
        transport.close();
    }
}
