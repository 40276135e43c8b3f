/**
 * What an FFmpeg process wrote on its stderr: splitting the bytes into lines and keeping the lines of this run and of
 * earlier ones within fixed bounds.
 * What the lines mean must not live here: that is {@code media.kern.ffmpeg.progress}.
 */
@NullMarked
package media.kern.ffmpeg.report;

import org.jspecify.annotations.NullMarked;
