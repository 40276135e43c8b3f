/**
 * A live stream: from the messages of its publisher to the sockets of its players. Knows no commands.
 */
@NullMarked
package media.kern.rtmp.stream;

import org.jspecify.annotations.NullMarked;
