package media.kern.webrtc.net;

import io.netty.channel.EventLoop;
import media.kern.webrtc.ice.IcePath;

/** A way to a peer over one of our sockets. */
public interface NetworkPath extends IcePath {
    /** The same way, for use on this event loop. */
    NetworkPath on(EventLoop loop);

    /** Whether more may be written; if not, what is written would only pile up. */
    boolean writable();

    /**
     * Writes packets that {@link #flush} sends.
     *
     * @param packets one behind the other, copied before this returns
     * @param packetLength of each but the last, which may be shorter
     */
    void write(byte[] packets, int length, int packetLength);

    void flush();

    /** It is of no peer, or not any more: a connection is closed after what has been written. */
    void release();

    /** The same object for all ways whose packets one {@link #flush} sends. */
    Object socket();
}
