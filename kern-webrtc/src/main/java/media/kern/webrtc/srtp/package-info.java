/**
 * SRTP and SRTCP (RFC 3711) with AES-GCM (RFC 7714) and AES-CM with HMAC-SHA1: keys, protection, replay. No sockets, no
 * handshake.
 */
@NullMarked
package media.kern.webrtc.srtp;

import org.jspecify.annotations.NullMarked;
