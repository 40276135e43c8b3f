package media.kern.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;

/** Bytes as a test writes them down. */
final class Bytes {
    private Bytes() {}

    /** Hexadecimal, with spaces where they help. */
    static ByteBuf hex(String text) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    static ByteBuf zeros(int count) {
        return Unpooled.buffer(Math.max(1, count)).writeZero(count);
    }
}
