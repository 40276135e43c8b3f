/**
 * Which addresses a process may read from and write to, also by the options and filters of FFmpeg: the form of URLs,
 * access expressions, and the disk folder that files are confined to. Nothing here opens an address or knows the
 * configuration it came from.
 */
@NullMarked
package media.kern.core.address;

import org.jspecify.annotations.NullMarked;
