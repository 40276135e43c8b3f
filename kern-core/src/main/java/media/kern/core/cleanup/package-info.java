/**
 * Keeps file systems from filling up: files are removed by the rules of the processes that write them, and processes that
 * write to a full disk are stopped. Nothing here knows HTTP, or how files are stored.
 */
@NullMarked
package media.kern.core.cleanup;

import org.jspecify.annotations.NullMarked;
