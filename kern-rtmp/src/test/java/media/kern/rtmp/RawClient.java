package media.kern.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.amf.AmfWriter;
import media.kern.rtmp.chunk.ChunkWriter;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;

/** A socket, for what no client does. */
final class RawClient implements AutoCloseable {
    private static final int HANDSHAKE = 1 + 1536;
    private static final int MILLIS_TO_READ = 20_000;

    private final Socket socket = new Socket();

    RawClient(InetSocketAddress server) throws IOException {
        socket.connect(server, MILLIS_TO_READ);
        socket.setSoTimeout(MILLIS_TO_READ);
    }

    RawClient send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    RawClient handshake() throws IOException {
        byte[] c0c1 = new byte[HANDSHAKE];
        c0c1[0] = 3;
        send(c0c1);
        socket.getInputStream().readNBytes(2 * HANDSHAKE - 1);
        return send(new byte[HANDSHAKE - 1]);
    }

    RawClient connect() throws IOException {
        return command(
                0,
                List.of(
                        AmfValue.of("connect"),
                        AmfValue.of(1),
                        AmfValue.object().with("app", "live").build()));
    }

    /** Publishes or plays, on the message stream 0. */
    RawClient call(String name, String stream) throws IOException {
        return command(0, List.of(AmfValue.of(name), AmfValue.of(0), AmfValue.Nothing.NULL, AmfValue.of(stream)));
    }

    RawClient command(int streamId, List<AmfValue> values) throws IOException {
        ByteBuf payload = Unpooled.buffer();
        AmfWriter.write(payload, values);
        return message(MessageType.COMMAND_AMF0, streamId, payload);
    }

    RawClient message(int type, int streamId, ByteBuf payload) throws IOException {
        ByteBuf chunks = ChunkWriter.write(
                UnpooledByteBufAllocator.DEFAULT, new RtmpMessage(type, streamId, 3, 0, payload), 128);
        try {
            return send(ByteBufUtil.getBytes(chunks));
        } finally {
            chunks.release();
        }
    }

    /** Reads until the server closes. */
    byte[] readToEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketException reset) {
            // It did not wait for what was still under way to it.
        }
        return read.toByteArray();
    }

    /** Ends the connection. */
    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
