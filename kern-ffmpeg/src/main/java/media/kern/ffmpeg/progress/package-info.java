/**
 * What the lines of an FFmpeg process tell: which streams it reads and writes and how far it is, for the vanilla FFmpeg
 * 4.4 to 8 and for the one that reports in JSON.
 * Reading pipes, keeping logs and reading clocks must not live here: lines and times come in as parameters.
 */
@NullMarked
package media.kern.ffmpeg.progress;

import org.jspecify.annotations.NullMarked;
