/**
 * File systems: named contents on disk, in memory and elsewhere, opened, uploaded, removed and listed in one way, with their limits.
 * Nothing here knows of HTTP, of processes or of who may read and write.
 */
@NullMarked
package media.kern.core.fs;

import org.jspecify.annotations.NullMarked;
