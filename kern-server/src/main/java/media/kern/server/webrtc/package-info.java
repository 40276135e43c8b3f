/**
 * WebRTC as this server offers it: streams of processes, limits, metrics, what is logged of viewers. No HTTP; how packets
 * get to viewers is in {@code kern-webrtc}.
 */
@NullMarked
package media.kern.server.webrtc;

import org.jspecify.annotations.NullMarked;
