/**
 * Who watches and who publishes: sessions, their bytes and bitrates, the limits on them, and the history of those that
 * ended. Knows no protocol: whatever delivers media tells it what happens.
 */
@NullMarked
package media.kern.core.session;

import org.jspecify.annotations.NullMarked;
