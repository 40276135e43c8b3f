package media.kern.rtmp.chunk;

/**
 * How much a peer may make us keep.
 *
 * @param chunkStreams how many it may use, 1 or more
 * @param messageBytes the longest message, up to 0xFFFFFF
 */
public record ChunkLimits(int chunkStreams, int messageBytes) {
    static final int LONGEST = 0xFFFFFF;

    public ChunkLimits {
        if (chunkStreams < 1) {
            throw new IllegalArgumentException("chunk streams: " + chunkStreams + ", but at least 1 is needed");
        }
        if (messageBytes < 1 || messageBytes > LONGEST) {
            throw new IllegalArgumentException("bytes of a message: " + messageBytes + ", but 1 to 16777215 can be");
        }
    }
}
