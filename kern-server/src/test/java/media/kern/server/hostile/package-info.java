/**
 * What clients that mean harm, or are broken, send to the real server over bare sockets. Nothing here tests what a
 * well-behaved client sees.
 */
@NullMarked
package media.kern.server.hostile;

import org.jspecify.annotations.NullMarked;
