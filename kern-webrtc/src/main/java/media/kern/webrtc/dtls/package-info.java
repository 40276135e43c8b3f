/**
 * DTLS handshakes that agree on keys for SRTP (RFC 5763, RFC 5764), on Bouncy Castle. A handshake has a virtual thread
 * while it lasts; afterwards an association only does something when a record arrives.
 */
@NullMarked
package media.kern.webrtc.dtls;

import org.jspecify.annotations.NullMarked;
