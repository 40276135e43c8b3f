package media.kern.webrtc.sdp;

/**
 * How a medium is sent.
 *
 * @param ssrc of its packets
 * @param retransmissionSsrc of repeated packets; unused if they have no stream of their own
 */
public record SentStream(int ssrc, int retransmissionSsrc) {}
