/**
 * The API document, the operations it declares and the way from a request path to one of them.
 *
 * <p>Nothing here handles a request, checks a token or listens on a socket.
 */
@NullMarked
package media.kern.server.openapi;

import org.jspecify.annotations.NullMarked;
