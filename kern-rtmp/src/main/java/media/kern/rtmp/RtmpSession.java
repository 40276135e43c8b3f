package media.kern.rtmp;

import java.net.InetSocketAddress;
import java.time.Instant;

/** Somebody who publishes or plays. */
public interface RtmpSession {
    /** Which of both. */
    RtmpAction action();

    /** The name of the stream, which holds no token. */
    String stream();

    /** Address and port of the client. */
    InetSocketAddress remote();

    /** Whether by RTMPS. */
    boolean secure();

    /** Since when. */
    Instant since();

    /** Bytes that came from him so far, above TLS, with the handshake. */
    long bytesReceived();

    /** Bytes that the system has taken for him so far, above TLS, with the handshake. */
    long bytesSent();

    /** Ends it, and with it the connection. May be called by any thread, and twice. */
    void close(String reason);
}
