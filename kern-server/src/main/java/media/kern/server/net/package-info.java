/**
 * Who is at the other end of a connection: IP literals, CIDR lists, and the client behind trusted proxies. No sockets,
 * no name look-ups and no HTTP types here.
 */
@NullMarked
package media.kern.server.net;

import org.jspecify.annotations.NullMarked;
