package media.kern.webrtc.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP port for peers whose network lets no UDP through (passive candidates, RFC 6544). Each datagram has its length in
 * front (RFC 4571).
 */
public final class TcpPort implements AutoCloseable {

    private final Channel listener;
    private final ChannelGroup connections;

    private TcpPort(Channel listener, ChannelGroup connections) {
        this.listener = listener;
        this.connections = connections;
    }

    /**
     * Listens on all addresses.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken
     */
    public static TcpPort open(Transport transport, int port, DatagramSink sink) throws IOException {
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        AtomicInteger open = new AtomicInteger();
        ChannelFuture bound = transport
                .serverSocket()
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.pipeline().addLast(new DatagramFraming(sink, open));
                    }
                })
                .bind(port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on TCP port " + port + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new TcpPort(bound.channel(), connections);
    }

    /**
     * Connects to the port of a peer, and takes what arrives from there.
     *
     * @throws IOException if nobody listens there
     */
    public static NetworkPath connect(Transport transport, InetSocketAddress remote, DatagramSink sink)
            throws IOException {
        ChannelFuture connected = transport
                .clientSocket()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new DatagramFraming(sink, new AtomicInteger()));
                    }
                })
                .connect(remote)
                .awaitUninterruptibly();
        if (!connected.isSuccess()) {
            throw new IOException(
                    "cannot connect to TCP " + remote + ": " + connected.cause().getMessage());
        }
        return TcpPath.over(connected.channel());
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
