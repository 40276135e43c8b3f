package media.kern.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.chunk.ControlMessages;
import media.kern.rtmp.chunk.MessageType;

/** What follows a connect. Some hardware encoders wait for exactly these messages in this order. */
final class ConnectReply {
    private static final int WINDOW = 2_500_000;
    private static final int DYNAMIC = 2;
    private static final int BANDWIDTH_CHECK_BYTES = 8192;
    private static final int SERVER_CAPABILITIES = 31;

    /** Enhanced RTMP v2, "Enhancing NetConnection connect Command": whatever it is, it is passed on, neither read nor made. */
    private static final int CAN_FORWARD = 4;

    /** Multitrack, modifiers, nanoseconds in modifiers. */
    private static final int EXTENDED_CAPABILITIES = 2 | 4 | 8;

    private ConnectReply() {}

    static void write(
            Command connect, ByteBufAllocator allocator, Replies replies, int chunkSize, Consumer<ByteBuf> out) {
        out.accept(ControlMessages.number(allocator, MessageType.WINDOW_ACK_SIZE, WINDOW));
        out.accept(ControlMessages.peerBandwidth(allocator, WINDOW, DYNAMIC));
        out.accept(ControlMessages.event(allocator, ControlMessages.STREAM_BEGIN, 0));
        out.accept(ControlMessages.number(allocator, MessageType.SET_CHUNK_SIZE, chunkSize));
        out.accept(replies.result(connect.transaction(), properties(), List.of(information(connect))));
        out.accept(replies.call("onBWDone", 0, AmfValue.Nothing.NULL, List.of(AmfValue.of(BANDWIDTH_CHECK_BYTES))));
    }

    private static AmfValue properties() {
        return AmfValue.object()
                .with("fmsVer", "FMS/3,0,1,123")
                .with("capabilities", SERVER_CAPABILITIES)
                .build();
    }

    private static AmfValue information(Command connect) {
        AmfValue.Properties information = AmfValue.object()
                .with("level", "status")
                .with("code", "NetConnection.Connect.Success")
                .with("description", "Connection succeeded.")
                // AMF 3 is understood where it comes, but never sent.
                .with("objectEncoding", 0);
        Map<String, AmfValue> asked = connect.object();
        AmfValue any = AmfValue.object().with("*", CAN_FORWARD).build();
        if (asked.containsKey("fourCcList")) {
            information.with("fourCcList", new AmfValue.StrictArray(List.of(AmfValue.of("*"))));
        }
        if (asked.containsKey("videoFourCcInfoMap") || asked.containsKey("audioFourCcInfoMap")) {
            information.with("videoFourCcInfoMap", any).with("audioFourCcInfoMap", any);
        }
        if (asked.containsKey("capsEx")) {
            information.with("capsEx", EXTENDED_CAPABILITIES);
        }
        return information.build();
    }
}
