/**
 * What becomes of a log event: levels, topics, the console line, the buffer the API shows, masking of secrets. The code
 * that logs knows SLF4J only; nothing here knows what is logged, apart from the level rule of the access log.
 */
@NullMarked
package media.kern.server.log;

import org.jspecify.annotations.NullMarked;
