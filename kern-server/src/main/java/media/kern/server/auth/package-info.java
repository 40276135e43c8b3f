/**
 * Who may use the API and write to a mount: tokens, the login guard, Basic authentication. No HTTP types and no timers
 * here: the handlers read the headers, send the answers and wait.
 */
@NullMarked
package media.kern.server.auth;

import org.jspecify.annotations.NullMarked;
