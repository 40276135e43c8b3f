/** Placeholder. */
@NullMarked
package media.kern.server;

import org.jspecify.annotations.NullMarked;
