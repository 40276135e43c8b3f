package media.kern.core.s3;

import java.time.Duration;

/**
 * What one bucket may take of this server.
 *
 * @param calls how many calls may be under way at a time
 * @param transfers how many objects may be read at a time
 * @param waiting how many more calls, and readers, may wait for a place
 * @param patience how long they wait
 * @param partBytes how large the parts of an upload are, at least {@link UploadParts#MIN_PART_BYTES}
 * @param uploadBytes what all uploads together may hold in memory
 * @param maxListed the most objects in a listing
 * @param times how long things may take
 */
record Limits(
        int calls,
        int transfers,
        int waiting,
        Duration patience,
        int partBytes,
        long uploadBytes,
        int maxListed,
        Times times) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** A quarter of the heap at most, so that uploads can not take all of it. */
    static final Limits DEFAULT = new Limits(
            32,
            128,
            256,
            Duration.ofSeconds(5),
            8 * MEBIBYTE,
            Math.clamp(Runtime.getRuntime().maxMemory() / 4, 16L * MEBIBYTE, 256L * MEBIBYTE),
            1_000_000,
            new Times(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1)));

    /**
     * How long things may take.
     *
     * @param connect until there is a connection
     * @param attempt one attempt of a call; for the bytes of an object, each wait for some of them
     * @param call a call with all its attempts
     * @param part an attempt to send a part of an upload; all attempts have twice as long
     * @param firstDelay before a bucket that could not be reached is tried again; doubled each time
     * @param longestDelay what that grows to
     */
    record Times(
            Duration connect,
            Duration attempt,
            Duration call,
            Duration part,
            Duration firstDelay,
            Duration longestDelay) {}
}
