/**
 * Event loops and sockets.
 */
@NullMarked
package media.kern.rtmp.net;

import org.jspecify.annotations.NullMarked;
