package media.kern.webrtc.ice;

/** What carries the datagrams of a candidate (RFC 8445, RFC 6544). */
public enum IceTransport {
    UDP,
    TCP
}
