package media.kern.rtmp;

import java.net.InetSocketAddress;

/**
 * Somebody who wants to publish or play.
 *
 * @param path may hold a token, in its query or as an element: not for logs
 * @param secure whether by RTMPS
 */
public record RtmpRequest(RtmpAction action, StreamPath path, InetSocketAddress remote, boolean secure) {}
