package media.kern.rtmp.stream;

import java.time.Duration;

/**
 * What a stream keeps, and for whom it waits.
 *
 * @param cacheBytes kept since the last keyframe for who joins; beyond, he waits for the next one
 * @param cacheTime the same as a time; also how long somebody waits for a keyframe before he gets what comes
 * @param playerBytes that may wait for one player beyond what he got when he joined; beyond, he goes on at the next keyframe
 * @param chunkSize of what is sent to players, 128 to 0xFFFFFF
 * @param merge how long a message may wait for others that leave with it, where there are many players
 * @param silence after which another publisher may take over
 * @param grace how long players stay when their publisher is gone
 */
public record StreamLimits(
        int cacheBytes,
        Duration cacheTime,
        int playerBytes,
        int chunkSize,
        Duration merge,
        Duration silence,
        Duration grace) {
    /** 16 MiB and 20 s of history, 4 MiB per player, chunks of 64 KiB, 10 ms to merge, 5 s of silence, no grace. */
    public static StreamLimits defaults() {
        return new StreamLimits(
                16 << 20,
                Duration.ofSeconds(20),
                4 << 20,
                64 << 10,
                Duration.ofMillis(10),
                Duration.ofSeconds(5),
                Duration.ZERO);
    }
}
