/**
 * Reading and writing JSON the way clients of the API know it: case-insensitive names, merging over current values,
 * errors that name line and column, numbers and escapes in a fixed form. Nothing here knows what a document means.
 */
@NullMarked
package media.kern.core.json;

import org.jspecify.annotations.NullMarked;
