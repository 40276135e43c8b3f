package media.kern.webrtc.ice;

import java.net.InetSocketAddress;

/** One of our sockets and an address of the peer. Equal if both are the same. */
public interface IcePath {
    InetSocketAddress local();

    InetSocketAddress remote();

    IceTransport transport();

    /** How much we like our end of it, 0 to 65535. */
    int localPreference();

    /** Sends a datagram; what cannot be sent is lost. */
    void send(byte[] datagram);
}
