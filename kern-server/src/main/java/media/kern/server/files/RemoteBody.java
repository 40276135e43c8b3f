package media.kern.server.files;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import media.kern.core.fs.RemoteFile;
import media.kern.server.http.Exchange;

/**
 * Sends a file that is fetched from another machine, as it arrives: the next piece is asked for when the client has taken
 * the one before, so a viewer holds no more than that, however slow he is. One who takes nothing for a while gives back
 * the connection to the other machine, and one who goes away ends it. Works on a thread that may block.
 */
final class RemoteBody {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final long PATIENCE_SECONDS = 5;

    private final Exchange exchange;
    private final RemoteFile file;
    private final ByteRange range;
    private long sent;

    // Guarded by this object's monitor.
    private InputStream content;
    private boolean clientGone;

    private RemoteBody(Exchange exchange, RemoteFile file, ByteRange range, InputStream content) {
        this.exchange = exchange;
        this.file = file;
        this.range = range;
        this.content = content;
    }

    /**
     * Sends the answer, head and body. Returns when the client has it, or can not have it.
     *
     * @throws IOException if nothing has been sent yet
     */
    static void send(Exchange exchange, RemoteFile file, String type, int status, ByteRange range) throws IOException {
        RemoteBody body = new RemoteBody(exchange, file, range, file.content(range.first(), range.length()));
        try {
            byte[] first = body.next();
            exchange.whenClientLeaves(
                    () -> Thread.ofVirtual().name("kern-client-left").start(body::clientLeft));
            body.sendAll(first, type, status);
        } finally {
            body.current().close();
        }
    }

    /** The next bytes; at least one. */
    private byte[] next() throws IOException {
        byte[] piece = current().readNBytes((int) Math.min(PIECE_BYTES, range.length() - sent));
        if (piece.length == 0) {
            throw new IOException("the file is shorter than it was");
        }
        return piece;
    }

    private void sendAll(byte[] first, String type, int status) {
        try {
            write(
                    first,
                    () -> exchange.response()
                            .setStatusCode(status)
                            .putHeader("Content-Type", type)
                            .putHeader("Content-Length", Long.toString(range.length())));
            while (sent < range.length()) {
                write(next(), exchange::response);
            }
            exchange.onEventLoop(() -> exchange.response().end());
        } catch (IOException e) {
            // The length is promised already: to end early is the only way to tell.
            exchange.abort();
        }
    }

    /** Where a piece is written to; asked for on the event loop. */
    @FunctionalInterface
    private interface Target {
        HttpServerResponse response();
    }

    private void write(byte[] piece, Target target) throws IOException {
        CompletableFuture<Void> taken = exchange.callOnEventLoop(
                        () -> exchange.response().closed()
                                ? Future.<Void>failedFuture("the client is gone")
                                : target.response().write(BufferInternal.buffer(Unpooled.wrappedBuffer(piece))))
                .toCompletionStage()
                .toCompletableFuture();
        sent += piece.length;
        try {
            if (!takenInTime(taken)) {
                current().close();
                taken.get();
                if (sent < range.length()) {
                    fetchOn();
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("the client is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    private static boolean takenInTime(CompletableFuture<Void> taken) throws ExecutionException, InterruptedException {
        try {
            taken.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private synchronized InputStream current() {
        return content;
    }

    private void fetchOn() throws IOException {
        InputStream rest = file.content(range.first() + sent, range.length() - sent);
        synchronized (this) {
            content = rest;
            if (!clientGone) {
                return;
            }
        }
        rest.close();
    }

    private void clientLeft() {
        InputStream open;
        synchronized (this) {
            clientGone = true;
            open = content;
        }
        try {
            open.close();
        } catch (IOException e) {
            throw new IllegalStateException("to end a transfer does not fail", e);
        }
    }
}
