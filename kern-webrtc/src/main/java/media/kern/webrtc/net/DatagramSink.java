package media.kern.webrtc.net;

/** Takes what arrives, on the event loop of the socket. */
@FunctionalInterface
public interface DatagramSink {
    /** @param datagram belongs to the receiver */
    void received(byte[] datagram, NetworkPath path);
}
