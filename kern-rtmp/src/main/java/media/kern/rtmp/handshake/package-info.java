/**
 * The handshakes of RTMP, simple (RTMP 1.0, section 5.2) and with digests. Knows no sockets.
 */
@NullMarked
package media.kern.rtmp.handshake;

import org.jspecify.annotations.NullMarked;
