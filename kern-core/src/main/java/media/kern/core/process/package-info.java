/**
 * The processes a user has defined: their configuration, references between them, and the operations on them. Nothing
 * here knows HTTP, and how one FFmpeg is supervised is {@code media.kern.ffmpeg}'s affair.
 */
@NullMarked
package media.kern.core.process;

import org.jspecify.annotations.NullMarked;
