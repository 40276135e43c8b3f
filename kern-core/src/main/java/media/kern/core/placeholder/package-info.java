/**
 * Placeholders such as <code>{rtmp,name=$processid}</code> in process configurations and what they become.
 * Nothing here knows processes, file systems or servers: their addresses come in as plain values.
 */
@NullMarked
package media.kern.core.placeholder;

import org.jspecify.annotations.NullMarked;
