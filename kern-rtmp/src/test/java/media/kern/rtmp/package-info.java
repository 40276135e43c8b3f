@NullMarked
package media.kern.rtmp;

import org.jspecify.annotations.NullMarked;
