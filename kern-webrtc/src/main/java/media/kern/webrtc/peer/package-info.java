/**
 * One peer: its way (ICE), its keys (DTLS) and its packets, on the event loop it belongs to; and the router that finds the
 * peer of a datagram. Knows no media.
 */
@NullMarked
package media.kern.webrtc.peer;

import org.jspecify.annotations.NullMarked;
