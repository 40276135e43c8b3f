package media.kern.server.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import media.kern.server.http.Exchange;

/**
 * Sends a part of a file where the kernel cannot, because it is encrypted or framed: in pieces, two of which are on their
 * way at a time, so a slow client holds 128 KiB whatever the size of the file. Everything happens on the event loop.
 */
final class FileStream {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int PIECES_ON_THEIR_WAY = 2;

    private final Exchange exchange;
    private final HttpServerResponse response;
    private final FileChannel channel;
    private final Promise<Void> sent = Promise.promise();
    private long position;
    private long left;
    private int onTheirWay;

    private FileStream(Exchange exchange, FileChannel channel, long position, long length) {
        this.exchange = exchange;
        this.response = exchange.response();
        this.channel = channel;
        this.position = position;
        this.left = length;
    }

    /**
     * Sends the rest of an answer whose header is complete but for the length.
     *
     * @return done when the channel is not needed any more: everything has been sent, or never will be
     */
    static Future<Void> send(Exchange exchange, FileChannel channel, long position, long length) {
        exchange.response().putHeader("Content-Length", Long.toString(length));
        FileStream stream = new FileStream(exchange, channel, position, length);
        stream.sendOn();
        return stream.sent.future();
    }

    private void sendOn() {
        try {
            while (left > 0
                    && onTheirWay < PIECES_ON_THEIR_WAY
                    && !sent.future().isComplete()) {
                sendPiece();
            }
        } catch (IOException | RuntimeException e) {
            sent.tryFail(e);
        }
    }

    private void sendPiece() throws IOException {
        int length = (int) Math.min(left, PIECE_BYTES);
        ByteBuf piece = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        Future<Void> written;
        try {
            read(piece, length);
            left -= length;
            Buffer buffer = BufferInternal.buffer(piece);
            written = left == 0 ? response.end(buffer) : response.write(buffer);
        } catch (IOException | RuntimeException e) {
            piece.release();
            throw e;
        }
        onTheirWay++;
        boolean last = left == 0;
        written.onComplete(result -> {
            // A buffer of Vert.x does not release what it is made of.
            piece.release();
            onTheirWay--;
            if (result.failed()) {
                sent.tryFail(result.cause());
            } else if (last) {
                sent.tryComplete();
            } else {
                // Not at once: this may be called amid the writing of the connection, which expects no more.
                exchange.later(this::sendOn);
            }
        });
    }

    private void read(ByteBuf piece, int length) throws IOException {
        while (piece.readableBytes() < length) {
            int read = piece.writeBytes(channel, position, length - piece.readableBytes());
            if (read < 0) {
                throw new IOException("the file is shorter than it was");
            }
            position += read;
        }
    }
}
