package media.kern.server.files;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.Upload;
import media.kern.server.http.Exchange;

/**
 * Stores a request body as a file while it arrives. No more than a megabyte waits to be written: then the client is made
 * to wait. A client that goes away in the middle leaves nothing; one that goes away right behind its last byte, as FFmpeg
 * does, has its file stored: the end of the connection overtakes what is still queued, so it is not the end of the upload
 * before what has arrived had time to be taken.
 */
final class FileReceiver {
    private static final long PAUSE_ABOVE_BYTES = 1024 * 1024;
    private static final long RESUME_BELOW_BYTES = PAUSE_ABOVE_BYTES / 2;
    private static final long TIME_FOR_THE_REST_MILLIS = 5000;

    private final HttpServerRequest request;
    private final Exchange exchange;
    private final Upload upload;
    private final SerialTasks tasks;
    private final Future<Throwable> gone;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Promise<Boolean> result = Promise.promise();

    private FileReceiver(Exchange exchange, Upload upload, SerialTasks tasks, Future<Throwable> gone) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.upload = upload;
        this.tasks = tasks;
        this.gone = gone;
    }

    /**
     * Must be called on the event loop in the turn in which the request arrived.
     *
     * @return whether the file is new; fails with the {@link IOException} of the file system
     */
    static Future<Boolean> receive(Exchange exchange, FileSystem files, String path, Executor executor) {
        SerialTasks tasks = new SerialTasks(executor);
        Promise<Boolean> result = Promise.promise();
        exchange.request().pause();
        // From the start: a client may be gone before there is a file to write to.
        Promise<Throwable> gone = Promise.promise();
        exchange.request().exceptionHandler(gone::tryComplete);
        tasks.execute(() -> {
            try {
                FileReceiver receiver = new FileReceiver(exchange, files.create(path), tasks, gone.future());
                receiver.result.future().onComplete(result);
                exchange.onEventLoop(receiver::begin);
            } catch (IOException | RuntimeException e) {
                result.tryFail(e);
            }
        });
        return result.future();
    }

    private void begin() {
        request.handler(this::part);
        request.endHandler(ended -> finish(this::commit));
        exchange.inviteBody();
        request.resume();
        gone.onSuccess(cause -> {
            request.resume();
            exchange.after(TIME_FOR_THE_REST_MILLIS, () -> finish(() -> result.tryFail(cause)));
        });
    }

    private void part(Buffer part) {
        ByteBuf bytes = ((BufferInternal) part).getByteBuf();
        int length = bytes.readableBytes();
        if (waitingBytes.addAndGet(length) > PAUSE_ABOVE_BYTES) {
            request.pause();
        }
        tasks.execute(() -> {
            write(bytes);
            if (waitingBytes.addAndGet(-length) <= RESUME_BELOW_BYTES) {
                exchange.onEventLoop(request::resume);
            }
        });
    }

    private void write(ByteBuf bytes) {
        if (result.future().isComplete()) {
            return; // Refused already; the rest is read and dropped until the connection is closed.
        }
        try {
            upload.write(bytes.nioBuffer());
        } catch (IOException | RuntimeException e) {
            result.tryFail(e);
        }
    }

    private void commit() {
        if (result.future().isComplete()) {
            return;
        }
        try {
            result.tryComplete(upload.commit());
        } catch (IOException | RuntimeException e) {
            result.tryFail(e);
        }
    }

    private void finish(Runnable last) {
        tasks.execute(() -> {
            last.run();
            upload.close();
        });
    }
}
