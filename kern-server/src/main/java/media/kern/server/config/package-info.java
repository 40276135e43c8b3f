/**
 * The configuration: its variables, where their values come from (defaults, file, environment), what is valid, and the
 * file itself. Nothing here applies a value: no socket is opened and no service started.
 */
@NullMarked
package media.kern.server.config;

import org.jspecify.annotations.NullMarked;
