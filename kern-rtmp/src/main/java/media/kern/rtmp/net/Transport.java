package media.kern.rtmp.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The event loops, and what kind of sockets this system offers: those of Linux, or those of Java. */
public final class Transport implements AutoCloseable {
    private static final Duration TIME_TO_END = Duration.ofSeconds(2);
    private static final int BACKLOG = 1024;

    /** Until the system gives up a peer that is gone without a word; by itself it takes a quarter of an hour. */
    private static final int MILLIS_UNACKNOWLEDGED = 30_000;

    /** What a player may be behind is counted by whoever sends to him, so these need not be exact. */
    private static final WriteBufferWaterMark WRITE_LIMITS = new WriteBufferWaterMark(64 << 10, 1 << 20);

    private final EventLoopGroup group;
    private final List<EventLoop> loops;
    private final boolean nativeSockets;

    private Transport(EventLoopGroup group, int threads, boolean nativeSockets) {
        this.group = group;
        this.nativeSockets = nativeSockets;
        List<EventLoop> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(group.next());
        }
        this.loops = List.copyOf(all);
    }

    /**
     * Starts the threads.
     *
     * @param threads about one per processor
     */
    public static Transport start(String name, int threads) {
        boolean nativeSockets = Epoll.isAvailable();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory(name, true),
                nativeSockets ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        return new Transport(group, threads, nativeSockets);
    }

    /** All threads. */
    public List<EventLoop> loops() {
        return loops;
    }

    /** For a port whose connections are spread over the loops. */
    public ServerBootstrap serverSocket() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(nativeSockets ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMITS);
        return nativeSockets
                ? bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, MILLIS_UNACKNOWLEDGED)
                : bootstrap;
    }

    /** For a connection that we open. */
    public Bootstrap clientSocket() {
        return new Bootstrap()
                .group(group)
                .channel(nativeSockets ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true);
    }

    /** Ends the threads; sockets have to be closed before. */
    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * TIME_TO_END.toMillis());
    }
}
