/**
 * Glob patterns over ids and file paths, matched in time linear in the text.
 * Nothing here knows what a file, a process or a store is.
 */
@NullMarked
package media.kern.core.glob;

import org.jspecify.annotations.NullMarked;
