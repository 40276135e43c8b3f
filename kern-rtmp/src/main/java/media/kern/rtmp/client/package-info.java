/**
 * A client that publishes or plays: for tests, for measuring, and for watching over a server.
 */
@NullMarked
package media.kern.rtmp.client;

import org.jspecify.annotations.NullMarked;
