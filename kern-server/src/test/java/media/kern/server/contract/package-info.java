/**
 * Recorded exchanges of clients with the reference, replayed on the real server. Nothing here knows what an operation
 * does.
 */
@NullMarked
package media.kern.server.contract;

import org.jspecify.annotations.NullMarked;
