/**
 * RTMP and RTMPS for many players: what an application uses. It starts a {@link media.kern.rtmp.RtmpServer}, decides by a
 * {@link media.kern.rtmp.RtmpAuthority} who may publish and play what, and hears of everybody by a {@link
 * media.kern.rtmp.RtmpListener}. Knows no HTTP and no configuration.
 */
@NullMarked
package media.kern.rtmp;

import org.jspecify.annotations.NullMarked;
