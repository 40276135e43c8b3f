/** Short runs of FFmpeg that tell what is in an input. Nothing here keeps a process running. */
@NullMarked
package media.kern.ffmpeg.probe;

import org.jspecify.annotations.NullMarked;
