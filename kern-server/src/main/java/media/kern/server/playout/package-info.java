/**
 * Calls of the HTTP server that a patched FFmpeg opens for an input, on the loopback address. Nothing here knows
 * processes or which port an input has.
 */
@NullMarked
package media.kern.server.playout;

import org.jspecify.annotations.NullMarked;
