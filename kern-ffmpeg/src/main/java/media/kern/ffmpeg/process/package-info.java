/**
 * The supervision of one FFmpeg: start, watch, stop, restart. Nothing here knows what the command means, where it came
 * from, or that other processes exist; how children are made is {@code media.kern.ffmpeg.child}'s affair.
 */
@NullMarked
package media.kern.ffmpeg.process;

import org.jspecify.annotations.NullMarked;
