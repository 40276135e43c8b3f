@NullMarked
package media.kern.webrtc;

import org.jspecify.annotations.NullMarked;
