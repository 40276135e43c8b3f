package media.kern.server.files;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.Upload;
import media.kern.server.http.Exchange;
import org.jspecify.annotations.Nullable;

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
    private final SerialTasks tasks;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Promise<Boolean> result = Promise.promise();

    /** Only touched by the tasks. */
    private @Nullable Upload upload;

    private FileReceiver(Exchange exchange, SerialTasks tasks) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.tasks = tasks;
    }

    /**
     * Must be called on the event loop in the turn in which the request arrived.
     *
     * @return whether the file is new; fails with the {@link IOException} of the file system
     */
    static Future<Boolean> receive(Exchange exchange, FileSystem files, String path, Executor executor) {
        FileReceiver receiver = new FileReceiver(exchange, new SerialTasks(executor));
        receiver.request.pause();
        receiver.result.future().onFailure(refused -> receiver.run(receiver::closeUpload));
        // From the start: a client may be gone before there is anything to write to.
        receiver.request.exceptionHandler(receiver::clientGone);
        receiver.run(() -> {
            receiver.upload = files.create(path);
            exchange.onEventLoop(receiver::begin);
        });
        return receiver.result.future();
    }

    private interface Task {
        void run() throws IOException;
    }

    private void run(Task task) {
        try {
            tasks.execute(() -> {
                try {
                    task.run();
                } catch (IOException | RuntimeException e) {
                    result.tryFail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.tryFail(e);
            closeUpload();
        }
    }

    private void begin() {
        request.handler(this::part);
        request.endHandler(ended -> run(this::commit));
        exchange.inviteBody();
        request.resume();
    }

    private void clientGone(Throwable cause) {
        request.resume();
        exchange.after(
                TIME_FOR_THE_REST_MILLIS,
                () -> run(() -> {
                    result.tryFail(cause);
                    closeUpload();
                }));
    }

    private void part(Buffer part) {
        ByteBuf bytes = ((BufferInternal) part).getByteBuf();
        int length = bytes.readableBytes();
        if (waitingBytes.addAndGet(length) > PAUSE_ABOVE_BYTES) {
            request.pause();
        }
        run(() -> {
            Upload open = upload;
            // What comes behind a refusal is read and dropped until the connection is closed.
            if (open != null && !result.future().isComplete()) {
                open.write(bytes.nioBuffer());
            }
            if (waitingBytes.addAndGet(-length) <= RESUME_BELOW_BYTES) {
                exchange.onEventLoop(request::resume);
            }
        });
    }

    private void commit() throws IOException {
        Upload open = upload;
        if (open != null && !result.future().isComplete()) {
            result.tryComplete(open.commit());
        }
        closeUpload();
    }

    private void closeUpload() {
        Upload open = upload;
        if (open != null) {
            upload = null;
            open.close();
        }
    }
}
