package media.kern.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.client.RtmpClient;
import media.kern.rtmp.client.RtmpClientListener;
import media.kern.rtmp.client.RtmpClientOptions;
import media.kern.rtmp.net.Transport;

/** A publisher of 4 Mbit/s, 25 frames a second with a keyframe every two, and sound; and players of it, who only count. */
final class RtmpCrowd implements AutoCloseable {
    private static final int FRAME = 19_200;
    private static final int KEYFRAME = 60_000;
    private static final int GROUP = 50;
    private static final int SOUND = 340;
    private static final long FRAME_MILLIS = 40;
    private static final long SOUND_MICROS = 21_333;
    private static final long SECONDS_TO_START = 20;
    private static final int AT_A_TIME = 16;

    private final RtmpClientOptions options;
    private final Transport transport = Transport.start("crowd", 1);
    private final Transport source = Transport.start("source", 1);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final Random random = new Random(1);
    private final RtmpClient publisher;
    private final Queue<RtmpClient> players = new ConcurrentLinkedQueue<>();
    private int frames;
    private int sounds;

    RtmpCrowd(InetSocketAddress server) throws IOException {
        options = RtmpClientOptions.of(server, "live", "bench");
        publisher = RtmpClient.publish(source, options, new RtmpClientListener() {});
        publisher.send(MessageType.VIDEO, 0, media(0x17, 0, 40));
        publisher.send(MessageType.AUDIO, 0, Unpooled.wrappedBuffer(new byte[] {(byte) 0xAF, 0, 0x12, 0x10}));
        var _ = clock.scheduleAtFixedRate(this::picture, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        var _ = clock.scheduleAtFixedRate(this::sound, 0, SOUND_MICROS, TimeUnit.MICROSECONDS);
    }

    private void picture() {
        boolean key = frames % GROUP == 0;
        publisher.send(
                MessageType.VIDEO, (int) (frames * FRAME_MILLIS), media(key ? 0x17 : 0x27, 1, key ? KEYFRAME : FRAME));
        frames++;
    }

    private void sound() {
        ByteBuf payload = Unpooled.buffer(SOUND).writeByte(0xAF).writeByte(1).writeZero(SOUND - 2);
        publisher.send(MessageType.AUDIO, (int) (sounds * SOUND_MICROS / 1000), payload);
        sounds++;
    }

    private ByteBuf media(int first, int packetType, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        bytes[0] = (byte) first;
        bytes[1] = (byte) packetType;
        bytes[2] = 0;
        bytes[3] = 0;
        bytes[4] = 0;
        return Unpooled.wrappedBuffer(bytes);
    }

    /**
     * Adds a player.
     *
     * @return from before it connected to its first frame
     */
    Duration add() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        CompletableFuture<Long> first = new CompletableFuture<>();
        RtmpClient player = RtmpClient.play(transport, options, new RtmpClientListener() {
            @Override
            public void media(RtmpMessage message) {
                if (message.type() == MessageType.VIDEO && message.payload().readableBytes() >= FRAME) {
                    first.complete(System.nanoTime());
                }
            }
        });
        players.add(player);
        try {
            return Duration.ofNanos(first.get(SECONDS_TO_START, TimeUnit.SECONDS) - begun);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no picture within " + SECONDS_TO_START + " s", e);
        } finally {
            player.countOnly();
        }
    }

    /** Adds players, several at a time. */
    void add(int count) throws IOException, InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService joiners = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int i = 0; i < count; i++) {
                var _ = joiners.submit(() -> {
                    try {
                        add();
                    } catch (IOException | InterruptedException e) {
                        failures.add(e);
                    }
                });
            }
        }
        if (!failures.isEmpty()) {
            throw new IOException(failures.size() + " players did not get in", failures.peek());
        }
    }

    int size() {
        return players.size();
    }

    /** What all players have received so far. */
    long bytes() {
        return players.stream().mapToLong(RtmpClient::received).sum();
    }

    /** Players that are still connected. */
    long connected() {
        return players.stream().filter(player -> !player.isClosed()).count();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        players.forEach(RtmpClient::close);
        publisher.close();
        transport.close();
        source.close();
    }
}
