/**
 * Sockets and event loops: one UDP port and one TCP port for everybody, and the ways over them. Knows datagrams, not what
 * is in them.
 */
@NullMarked
package media.kern.webrtc.net;

import org.jspecify.annotations.NullMarked;
