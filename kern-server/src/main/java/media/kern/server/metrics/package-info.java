/** Numbers for monitoring systems. Nothing here keeps a history or changes anything. */
@NullMarked
package media.kern.server.metrics;

import org.jspecify.annotations.NullMarked;
