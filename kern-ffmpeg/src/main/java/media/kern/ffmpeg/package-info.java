/** Placeholder. */
@NullMarked
package media.kern.ffmpeg;

import org.jspecify.annotations.NullMarked;
