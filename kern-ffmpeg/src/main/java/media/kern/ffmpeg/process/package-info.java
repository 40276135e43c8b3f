/**
 * The supervision of one FFmpeg: spawn, watch, stop, restart, and the resources it uses. Nothing here knows what the
 * command means, where it came from, or that other processes exist.
 */
@NullMarked
package media.kern.ffmpeg.process;

import org.jspecify.annotations.NullMarked;
