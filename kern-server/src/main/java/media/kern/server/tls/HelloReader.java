package media.kern.server.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a client says of itself before the handshake begins. */
final class HelloReader {
    private static final int RECORD_HEADER_BYTES = 5;
    private static final int HANDSHAKE_HEADER_BYTES = 4;
    private static final int HANDSHAKE_RECORD = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int VERSION_AND_RANDOM_BYTES = 34;
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;
    /** Real ones have some 2 KiB. It is read from its beginning whenever more has come, so it must not grow. */
    private static final int MAX_BYTES = 16 * 1024;

    private HelloReader() {}

    /** Reads without moving the position of {@code in}. */
    static FirstMessage read(ByteBuf in) {
        if (in.readableBytes() > 2 * MAX_BYTES) {
            return new FirstMessage.Other();
        }
        ByteBuf message = Unpooled.buffer();
        try {
            int at = in.readerIndex();
            while (true) {
                int available = in.writerIndex() - at;
                if (available > 0 && in.getUnsignedByte(at) != HANDSHAKE_RECORD) {
                    return new FirstMessage.Other();
                }
                if (available < RECORD_HEADER_BYTES) {
                    return new FirstMessage.Incomplete();
                }
                int length = in.getUnsignedShort(at + 3);
                if (length == 0 || available - RECORD_HEADER_BYTES < length) {
                    return length == 0 ? new FirstMessage.Other() : new FirstMessage.Incomplete();
                }
                message.writeBytes(in, at + RECORD_HEADER_BYTES, length);
                at += RECORD_HEADER_BYTES + length;
                if (isTooLong(message)) {
                    return new FirstMessage.Other();
                }
                if (isComplete(message)) {
                    return parse(message);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            return new FirstMessage.Other(); // a length that leads out of the message
        } finally {
            message.release();
        }
    }

    private static boolean isTooLong(ByteBuf message) {
        return message.getUnsignedByte(0) != CLIENT_HELLO
                || (message.readableBytes() >= HANDSHAKE_HEADER_BYTES && message.getUnsignedMedium(1) > MAX_BYTES);
    }

    private static boolean isComplete(ByteBuf message) {
        return message.readableBytes() >= HANDSHAKE_HEADER_BYTES
                && message.readableBytes() >= HANDSHAKE_HEADER_BYTES + message.getUnsignedMedium(1);
    }

    private static FirstMessage.ClientHello parse(ByteBuf message) {
        ByteBuf hello = message.slice(HANDSHAKE_HEADER_BYTES, message.getUnsignedMedium(1));
        hello.skipBytes(VERSION_AND_RANDOM_BYTES);
        hello.skipBytes(hello.readUnsignedByte()); // session
        hello.skipBytes(hello.readUnsignedShort()); // cipher suites
        hello.skipBytes(hello.readUnsignedByte()); // compression
        Optional<String> serverName = Optional.empty();
        List<String> protocols = List.of();
        ByteBuf extensions = hello.isReadable() ? hello.readSlice(hello.readUnsignedShort()) : Unpooled.EMPTY_BUFFER;
        while (extensions.isReadable()) {
            int type = extensions.readUnsignedShort();
            ByteBuf extension = extensions.readSlice(extensions.readUnsignedShort());
            if (type == SERVER_NAME) {
                serverName = serverName(extension);
            } else if (type == ALPN) {
                protocols = protocols(extension);
            }
        }
        return new FirstMessage.ClientHello(serverName, protocols);
    }

    private static Optional<String> serverName(ByteBuf extension) {
        ByteBuf names = extension.readSlice(extension.readUnsignedShort());
        while (names.isReadable()) {
            boolean host = names.readUnsignedByte() == 0;
            String name = names.readCharSequence(names.readUnsignedShort(), StandardCharsets.ISO_8859_1)
                    .toString();
            if (host) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static List<String> protocols(ByteBuf extension) {
        ByteBuf names = extension.readSlice(extension.readUnsignedShort());
        List<String> protocols = new ArrayList<>();
        while (names.isReadable()) {
            protocols.add(names.readCharSequence(names.readUnsignedByte(), StandardCharsets.ISO_8859_1)
                    .toString());
        }
        return List.copyOf(protocols);
    }
}
