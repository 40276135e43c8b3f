/**
 * Session descriptions (RFC 8866, RFC 9429): a strict small parser, what an offer to watch says, the answer to it, and
 * fragments for trickle ICE (RFC 8840). No sockets, no state.
 */
@NullMarked
package media.kern.webrtc.sdp;

import org.jspecify.annotations.NullMarked;
