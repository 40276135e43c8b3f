package media.kern.rtmp.client;

import java.util.List;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.chunk.RtmpMessage;

/** What a client hears; on its event loop. */
public interface RtmpClientListener {
    /** Audio, video or data, whose payload is released afterwards. */
    default void media(RtmpMessage message) {}

    /** A command of the server, with its name, transaction, object and arguments. */
    default void command(List<AmfValue> values) {}

    /** A message that belongs to the protocol itself. */
    default void control(RtmpMessage message) {}

    /** The connection is over. */
    default void closed() {}
}
