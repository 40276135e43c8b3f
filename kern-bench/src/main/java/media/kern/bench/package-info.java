/**
 * Benchmarks that start real servers as child processes, load them over loopback and print what they cost. Nothing here
 * is shipped, asserts a time or knows the inside of a server: all of it goes through sockets and {@code /proc}.
 */
@NullMarked
package media.kern.bench;

import org.jspecify.annotations.NullMarked;
