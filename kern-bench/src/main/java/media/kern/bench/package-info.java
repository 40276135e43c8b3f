/** Placeholder. */
@NullMarked
package media.kern.bench;

import org.jspecify.annotations.NullMarked;
