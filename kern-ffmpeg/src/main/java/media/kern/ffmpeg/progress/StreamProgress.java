package media.kern.ffmpeg.progress;

import org.jspecify.annotations.Nullable;

/**
 * How far one stream is. With a vanilla FFmpeg all counters are 0: it only reports totals.
 *
 * @param description the stream
 * @param index number of the input or output, from 0, as of the last progress
 * @param stream number of the stream in it, from 0, as of the last progress
 * @param frame frames so far
 * @param keyframe keyframes so far
 * @param framerateMin lowest frame rate so far, frames per second
 * @param framerateMax highest frame rate so far, frames per second
 * @param framerateAvg average frame rate since the start, frames per second
 * @param fps frames per second, average of the last 30 s
 * @param packet packets so far
 * @param pps packets per second, average of the last 30 s
 * @param sizeBytes bytes so far
 * @param bitrateBitsPerSecond bit/s, average of the last 30 s
 * @param extradataSizeBytes size of the codec's extra data
 * @param q quantiser, −1 if it doesn't apply
 * @param avStream what the AVstream input tells, if it is one
 */
public record StreamProgress(
        StreamDescription description,
        long index,
        long stream,
        long frame,
        long keyframe,
        double framerateMin,
        double framerateMax,
        double framerateAvg,
        double fps,
        long packet,
        double pps,
        long sizeBytes,
        double bitrateBitsPerSecond,
        long extradataSizeBytes,
        double q,
        @Nullable AvStream avStream) {}
