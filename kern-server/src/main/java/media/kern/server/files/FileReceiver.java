package media.kern.server.files;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.util.concurrent.Executor;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.Upload;
import media.kern.server.http.Exchange;

/**
 * Stores a request body as a file while it arrives. The request is paused while a part is being written, so memory is
 * bounded by one part; a client that goes away leaves nothing.
 */
final class FileReceiver {
    private final HttpServerRequest request;
    private final Exchange exchange;
    private final Executor blocking;
    private final Promise<Boolean> result = Promise.promise();

    private FileReceiver(Exchange exchange, Executor blocking) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.blocking = blocking;
    }

    /**
     * Must be called on the event loop in the turn in which the request arrived.
     *
     * @return whether the file is new; fails with the {@link IOException} of the file system
     */
    static Future<Boolean> receive(Exchange exchange, FileSystem files, String path, Executor blocking) {
        FileReceiver receiver = new FileReceiver(exchange, blocking);
        receiver.request.pause();
        receiver.run(() -> receiver.begin(files.create(path)));
        return receiver.result.future();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void run(Step step) {
        blocking.execute(() -> {
            try {
                step.run();
            } catch (IOException | RuntimeException e) {
                result.tryFail(e);
            }
        });
    }

    private void begin(Upload upload) {
        result.future().onComplete(done -> upload.close());
        exchange.onEventLoop(() -> {
            request.exceptionHandler(gone -> {
                result.tryFail(gone);
            });
            request.handler(part -> write(upload, part));
            request.endHandler(ended -> commit(upload));
            request.resume();
        });
    }

    private void write(Upload upload, Buffer part) {
        if (result.future().isComplete()) {
            return;
        }
        request.pause();
        ByteBuf bytes = ((BufferInternal) part).getByteBuf();
        run(() -> {
            upload.write(bytes.nioBuffer());
            exchange.onEventLoop(request::resume);
        });
    }

    private void commit(Upload upload) {
        run(() -> {
            if (!result.future().isComplete()) {
                result.tryComplete(upload.commit());
            }
        });
    }
}
