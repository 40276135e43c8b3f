/** The RTMP server as the configuration wants it: tokens, sessions, log. The protocol is in {@code media.kern.rtmp}. */
@NullMarked
package media.kern.server.rtmp;

import org.jspecify.annotations.NullMarked;
