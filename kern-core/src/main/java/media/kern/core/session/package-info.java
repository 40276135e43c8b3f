/** Who watches what: the way by which whatever delivers media tells of its viewers. */
@NullMarked
package media.kern.core.session;

import org.jspecify.annotations.NullMarked;
