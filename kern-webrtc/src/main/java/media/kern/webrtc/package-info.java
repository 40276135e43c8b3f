/**
 * WebRTC for many viewers of live streams: what an application uses. It opens a {@link
 * media.kern.webrtc.WebRtcServer}, gives it streams whose packets FFmpeg sends to loopback ports, and subscribes viewers
 * by their offers. Knows no HTTP.
 */
@NullMarked
package media.kern.webrtc;

import org.jspecify.annotations.NullMarked;
