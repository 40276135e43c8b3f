/** Placeholder. */
@NullMarked
package media.kern.core;

import org.jspecify.annotations.NullMarked;
