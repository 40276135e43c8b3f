package media.kern.rtmp;

import java.time.Duration;
import media.kern.rtmp.stream.StreamLimits;

/**
 * How much a server takes on.
 *
 * @param threads that move bytes
 */
public record RtmpOptions(int threads, Limits limits, Times times, StreamLimits streams) {
    /**
     * What connections may cost.
     *
     * @param connections in total; 0 is no limit
     * @param connectionsPerAddress from one IP address; 0 is no limit
     * @param chunkStreams of one connection
     * @param messageBytes the longest message of a publisher, up to 0xFFFFFF; before he is one, it is 64 KiB
     */
    public record Limits(int connections, int connectionsPerAddress, int chunkStreams, int messageBytes) {}

    /**
     * When a connection is given up.
     *
     * @param handshake until it is complete
     * @param start until something is published or played
     * @param idle without a byte of a publisher, or without one taken by a player for whom some wait
     * @param ping without a byte of a player, until he is asked whether he is there
     */
    public record Times(Duration handshake, Duration start, Duration idle, Duration ping) {}

    /** One thread per processor, 10,000 connections, 32 chunk streams, messages of 8 MiB, 10 s for everything. */
    public static RtmpOptions defaults() {
        Duration patience = Duration.ofSeconds(10);
        return new RtmpOptions(
                Runtime.getRuntime().availableProcessors(),
                new Limits(10_000, 0, 32, 8 << 20),
                new Times(patience, patience, patience, patience),
                StreamLimits.defaults());
    }

    /** With so many threads. */
    public RtmpOptions withThreads(int count) {
        return new RtmpOptions(count, limits, times, streams);
    }

    /** With other limits. */
    public RtmpOptions withLimits(Limits other) {
        return new RtmpOptions(threads, other, times, streams);
    }

    /** With other times. */
    public RtmpOptions withTimes(Times other) {
        return new RtmpOptions(threads, limits, other, streams);
    }

    /** With other bounds of streams. */
    public RtmpOptions withStreams(StreamLimits other) {
        return new RtmpOptions(threads, limits, times, other);
    }
}
