/**
 * STUN messages (RFC 8489) as ICE uses them: reading, writing, integrity. Pure functions over bytes; no sockets and no
 * state of a connection.
 */
@NullMarked
package media.kern.webrtc.stun;

import org.jspecify.annotations.NullMarked;
