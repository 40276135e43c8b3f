/**
 * Messages to chunks and back (RTMP 1.0, section 5.3), and the protocol control messages (5.4). Knows no sockets and no
 * commands.
 */
@NullMarked
package media.kern.rtmp.chunk;

import org.jspecify.annotations.NullMarked;
