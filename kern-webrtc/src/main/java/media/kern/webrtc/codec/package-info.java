/**
 * What has to be known of the payload of each codec to send it on: where a keyframe begins, what profile it has. Nothing
 * is decoded; nothing here knows sockets or viewers.
 */
@NullMarked
package media.kern.webrtc.codec;

import org.jspecify.annotations.NullMarked;
