/**
 * Values of commands and metadata as bytes (AMF 0, and AMF 3 as far as commands use it). Knows no connections.
 */
@NullMarked
package media.kern.rtmp.amf;

import org.jspecify.annotations.NullMarked;
