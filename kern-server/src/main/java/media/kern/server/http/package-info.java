/**
 * What every HTTP request passes, whatever it asks for: listener, client address, limits, CORS, access log, error
 * bodies. Nothing here knows processes or files.
 */
@NullMarked
package media.kern.server.http;

import org.jspecify.annotations.NullMarked;
