/**
 * Short runs of FFmpeg that answer a question: what is in an input, which version is this. Nothing here keeps a process
 * running.
 */
@NullMarked
package media.kern.ffmpeg.probe;

import org.jspecify.annotations.NullMarked;
