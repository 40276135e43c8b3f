/**
 * What a message of audio or video says about itself: codec, keyframe, sequence header; as in FLV and in Enhanced RTMP. Knows
 * no connections.
 */
@NullMarked
package media.kern.rtmp.flv;

import org.jspecify.annotations.NullMarked;
