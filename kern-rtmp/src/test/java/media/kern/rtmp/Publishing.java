package media.kern.rtmp;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.amf.AmfWriter;
import media.kern.rtmp.chunk.ControlMessages;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.client.RtmpClient;

/** A publisher whose frames tell what they are: the last four bytes hold a number. */
final class Publishing implements AutoCloseable {
    private final RtmpClient client;
    private final Watching listener;
    private int syncs;

    Publishing(RtmpClient client, Watching listener) {
        this.client = client;
        this.listener = listener;
    }

    RtmpClient client() {
        return client;
    }

    /** What the server says to it. */
    Watching heard() {
        return listener;
    }

    Publishing headers() {
        return videoHeader(1).audioHeader(1);
    }

    Publishing videoHeader(int number) {
        return video(0x17, 0, 0, number, 0);
    }

    Publishing audioHeader(int number) {
        return audio(0, 0, number);
    }

    Publishing keyframe(int time, int number) {
        return video(0x17, 1, time, number, 0);
    }

    Publishing frame(int time, int number) {
        return video(0x27, 1, time, number, 0);
    }

    /** A frame with so many bytes more. */
    Publishing large(boolean key, int time, int number, int bytes) {
        return video(key ? 0x17 : 0x27, 1, time, number, bytes);
    }

    Publishing sound(int time, int number) {
        return audio(1, time, number);
    }

    private Publishing video(int first, int packetType, int time, int number, int more) {
        ByteBuf payload = Unpooled.buffer(more + 9)
                .writeByte(first)
                .writeByte(packetType)
                .writeMedium(0)
                .writeZero(more)
                .writeInt(number);
        client.send(MessageType.VIDEO, time, payload);
        return this;
    }

    private Publishing audio(int packetType, int time, int number) {
        client.send(
                MessageType.AUDIO,
                time,
                Unpooled.buffer().writeByte(0xAF).writeByte(packetType).writeInt(number));
        return this;
    }

    Publishing metadata(String title) {
        ByteBuf payload = Unpooled.buffer();
        AmfValue values = AmfValue.object().with("title", title).build();
        AmfWriter.write(payload, List.of(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), values));
        return data(0, payload);
    }

    Publishing data(int time, ByteBuf payload) {
        client.send(MessageType.DATA_AMF0, time, payload);
        return this;
    }

    /** Waits until the server has read everything so far. */
    Publishing sync() {
        syncs++;
        client.send(
                MessageType.USER_CONTROL,
                0,
                Unpooled.buffer().writeShort(ControlMessages.PING_REQUEST).writeInt(syncs));
        String answer = MessageType.USER_CONTROL + " 7:" + syncs;
        await().until(() -> listener.controls().contains(answer));
        return this;
    }

    /** Ends the connection, without a command before. */
    void hangUp() {
        client.close();
    }

    @Override
    public void close() {
        client.close();
    }
}
