package media.kern.webrtc.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The event loops, and what kind of sockets this system offers: those of Linux, or those of Java. */
public final class Transport implements AutoCloseable {
    /** No datagram that we take is longer; what is longer is cut and then refused by whoever reads it. */
    static final int MAX_DATAGRAM = 2048;

    private static final int DATAGRAMS_PER_CALL = 64;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final int SEND_BUFFER = 4 << 20;
    private static final WriteBufferWaterMark WRITE_LIMITS = new WriteBufferWaterMark(1 << 20, 4 << 20);
    private static final Duration TIME_TO_END = Duration.ofSeconds(2);

    private final EventLoopGroup group;
    private final List<EventLoop> loops;
    private final boolean nativeSockets;
    private final boolean segmentation;

    private Transport(EventLoopGroup group, int threads, boolean nativeSockets, boolean segmentation) {
        this.group = group;
        this.nativeSockets = nativeSockets;
        this.segmentation = segmentation;
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
     * @param segmentation let the kernel cut one long datagram into packets, where it can
     */
    public static Transport start(int threads, boolean segmentation) {
        boolean nativeSockets = Epoll.isAvailable();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("webrtc", true),
                nativeSockets ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        return new Transport(
                group,
                threads,
                nativeSockets,
                segmentation && nativeSockets && EpollDatagramChannel.isSegmentedDatagramPacketSupported());
    }

    public List<EventLoop> loops() {
        return loops;
    }

    /** Whether the kernel cuts long datagrams. */
    public boolean segmentation() {
        return segmentation;
    }

    /** Whether several sockets can share a port, each with its own event loop. */
    boolean sharesPorts() {
        return nativeSockets;
    }

    /** For a UDP socket on one of the loops. */
    Bootstrap datagramSocket(EventLoop loop) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(nativeSockets ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMITS)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_DATAGRAM));
        if (nativeSockets) {
            bootstrap
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(MAX_DATAGRAM * DATAGRAMS_PER_CALL))
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM);
        }
        return bootstrap;
    }

    /** For a UDP socket that shares its port with others of ours. */
    Bootstrap sharedDatagramSocket(EventLoop loop) {
        Bootstrap bootstrap = datagramSocket(loop);
        return nativeSockets ? bootstrap.option(EpollChannelOption.SO_REUSEPORT, true) : bootstrap;
    }

    /** For a TCP port whose connections are spread over the loops. */
    ServerBootstrap serverSocket() {
        return new ServerBootstrap()
                .group(group)
                .channel(nativeSockets ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 << 10, 512 << 10));
    }

    /** For a TCP connection that we open. */
    Bootstrap clientSocket() {
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
