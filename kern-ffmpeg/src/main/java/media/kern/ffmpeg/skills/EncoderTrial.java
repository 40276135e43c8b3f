package media.kern.ffmpeg.skills;

/**
 * How an encoder did.
 *
 * @param works whether it has encoded a second of a test source
 * @param error what FFmpeg said; empty if it works
 * @param seconds how long it took
 */
public record EncoderTrial(String encoder, boolean works, String error, double seconds) {}
