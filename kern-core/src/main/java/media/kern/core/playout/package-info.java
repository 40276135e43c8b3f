/**
 * The HTTP servers that a patched FFmpeg opens for inputs that are played out: which port each has, and how FFmpeg is
 * told. Nothing here knows processes, and nothing talks to those servers.
 */
@NullMarked
package media.kern.core.playout;

import org.jspecify.annotations.NullMarked;
