/**
 * One live stream: packets of FFmpeg come in once, are kept for a while, and go out to every viewer in his own numbering
 * and under his own key. Knows peers only as something that packets are written to.
 */
@NullMarked
package media.kern.webrtc.stream;

import org.jspecify.annotations.NullMarked;
