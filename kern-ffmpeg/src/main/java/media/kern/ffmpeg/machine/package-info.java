/**
 * What the machine, or the container, has and uses: processors, memory, control groups. Nothing here knows single
 * processes.
 */
@NullMarked
package media.kern.ffmpeg.machine;

import org.jspecify.annotations.NullMarked;
