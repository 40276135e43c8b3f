/**
 * A viewer without a screen: makes an offer, connects, counts and hands on what arrives. For tests, for measuring, and for
 * watching over a server.
 */
@NullMarked
package media.kern.webrtc.client;

import org.jspecify.annotations.NullMarked;
