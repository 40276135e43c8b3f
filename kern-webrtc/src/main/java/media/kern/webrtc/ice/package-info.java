/**
 * Candidates and the agent that finds a way to the peer (RFC 8445), keeps its consent (RFC 7675) and can be restarted.
 * Knows datagrams and addresses, no sockets.
 */
@NullMarked
package media.kern.webrtc.ice;

import org.jspecify.annotations.NullMarked;
