/**
 * The RTP legs of a process: what it sends to this server for WebRTC. Decides from the source what is copied and what is
 * encoded, and tells FFmpeg so. Nothing here knows what becomes of the packets; nothing here knows viewers, or how a
 * process is stored.
 */
@NullMarked
package media.kern.core.leg;

import org.jspecify.annotations.NullMarked;
