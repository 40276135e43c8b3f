package media.kern.ffmpeg.progress;

import java.util.List;

/**
 * How far an FFmpeg is.
 *
 * @param inputs the streams it reads, in the order FFmpeg describes them
 * @param outputs the streams it writes, in the order FFmpeg describes them
 * @param frame frames written
 * @param packet packets written; 0 with a vanilla FFmpeg
 * @param fps frames per second, average of the last 30 s
 * @param q quantiser of the first video output, −1 if it is copied
 * @param sizeBytes bytes written; 0 if FFmpeg doesn't know it, as for HLS
 * @param timeSeconds media time written
 * @param bitrateBitsPerSecond bit/s written, average of the last 30 s
 * @param speed media time per wall-clock time
 * @param drop dropped frames
 * @param dup duplicated frames
 */
public record Progress(
        List<StreamProgress> inputs,
        List<StreamProgress> outputs,
        long frame,
        long packet,
        double fps,
        double q,
        long sizeBytes,
        double timeSeconds,
        double bitrateBitsPerSecond,
        double speed,
        long drop,
        long dup) {

    /** The progress of a process that isn't running or hasn't described its streams yet. */
    public static final Progress EMPTY = new Progress(List.of(), List.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Copies the lists, which costs nothing if they are immutable already. */
    public Progress {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
