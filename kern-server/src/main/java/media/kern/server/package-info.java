/**
 * The program: how everything is put together, started and ended. Nothing here does the work of any part.
 */
@NullMarked
package media.kern.server;

import org.jspecify.annotations.NullMarked;
