/**
 * Child processes as the operating system knows them: spawn, output, signals, end, resources, orphans. Nothing here knows
 * what the children are for, nor whether one is to be started again.
 */
@NullMarked
package media.kern.ffmpeg.child;

import org.jspecify.annotations.NullMarked;
