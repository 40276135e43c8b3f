package media.kern.ffmpeg.progress;

/**
 * What the patched FFmpeg tells about an {@code avstream:} or {@code playout:} input.
 *
 * @param id address of the input it belongs to
 * @param url address it plays now
 * @param stream number of the stream
 * @param queue packets waiting
 * @param aqueue audio packets waiting
 * @param dup duplicated frames
 * @param drop dropped frames
 * @param enc encoded frames
 * @param looping whether the last part is played in a loop because the source is gone
 * @param loopingRuntimeSeconds for how long it loops
 * @param duplicating whether frames are being duplicated
 * @param gop what the group of pictures is used for
 * @param input what it receives
 * @param output what it passes on
 */
public record AvStream(
        String id,
        String url,
        long stream,
        long queue,
        long aqueue,
        long dup,
        long drop,
        long enc,
        boolean looping,
        long loopingRuntimeSeconds,
        boolean duplicating,
        String gop,
        Io input,
        Io output) {

    /**
     * One side of it.
     *
     * @param state {@code running} or {@code idle}
     * @param packet packets so far
     * @param timeSeconds media time so far
     * @param sizeBytes bytes so far
     */
    public record Io(String state, long packet, long timeSeconds, long sizeBytes) {

        static final Io EMPTY = new Io("", 0, 0, 0);
    }
}
