/**
 * Viewers and publishers of HLS and DASH: recognises them by what they get and store, gives them a session by rewriting
 * playlists and manifests, and refuses newcomers at the limits. Sends nothing itself.
 */
@NullMarked
package media.kern.server.delivery;

import org.jspecify.annotations.NullMarked;
