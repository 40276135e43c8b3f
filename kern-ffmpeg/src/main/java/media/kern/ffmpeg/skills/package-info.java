/**
 * What the FFmpeg of this machine is and can do: its version, what it lists, the hardware it finds, and whether an
 * encoder works. Nothing here knows a process of the user.
 */
@NullMarked
package media.kern.ffmpeg.skills;

import org.jspecify.annotations.NullMarked;
