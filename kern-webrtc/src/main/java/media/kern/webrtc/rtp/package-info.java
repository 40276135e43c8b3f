/** RTP and RTCP packets (RFC 3550, 4585, 5104) as bytes: reading and writing. No sockets, no keys, no codecs. */
@NullMarked
package media.kern.webrtc.rtp;

import org.jspecify.annotations.NullMarked;
