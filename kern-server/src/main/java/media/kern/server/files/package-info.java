/**
 * Files over HTTP: content types, ranges, conditions, sending and receiving, and the mounts that show a file system
 * under a path. Nothing here knows how a file system keeps its files.
 */
@NullMarked
package media.kern.server.files;

import org.jspecify.annotations.NullMarked;
