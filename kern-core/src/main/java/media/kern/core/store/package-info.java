/**
 * What survives a restart: the process database and the durable replacement of a file. Nothing here starts a process
 * or decides what is valid.
 */
@NullMarked
package media.kern.core.store;

import org.jspecify.annotations.NullMarked;
