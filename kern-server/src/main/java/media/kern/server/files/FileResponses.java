package media.kern.server.files;

import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import media.kern.core.fs.FileChangedException;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.InvalidPathException;
import media.kern.core.fs.StorageException;
import media.kern.core.fs.StorageUnavailableException;
import media.kern.core.fs.StoredFile;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers that mounts and the file API give alike. All but {@link #put} work on a thread that may block. */
public final class FileResponses {
    private static final Logger LOG = LoggerFactory.getLogger("HTTP");
    /** How often a file is opened anew that is replaced between the look at it and the first byte. */
    private static final int MAX_ATTEMPTS = 5;

    private final MimeTypes types;
    private final Executor blocking;
    private final @Nullable ResponseCache cache;

    /** @param cache is told of every change; null if there is none */
    public FileResponses(MimeTypes types, Executor blocking, @Nullable ResponseCache cache) {
        this.types = types;
        this.blocking = blocking;
        this.cache = cache;
    }

    /**
     * A file to be sent.
     *
     * @param path in the file system, as it was asked for
     * @param defaultType for extensions that are not known
     * @param index the file that stands for a directory, or empty
     * @param cached whether it may come from the cache, and clients are told so
     * @param audience is told, and may change what is sent
     */
    public record Request(
            FileSystem files, String path, String defaultType, String index, boolean cached, Audience audience) {}

    /** Answers GET and HEAD. */
    public void get(Exchange exchange, Request request) throws HttpError {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                attempt(exchange, request);
                return;
            } catch (FileChangedException e) {
                // The next attempt describes what there is then.
                exchange.response().headers().remove("Content-Range");
            }
        }
        throw new HttpError(503, "Service Unavailable", "the file changes faster than it can be read, try again");
    }

    private void attempt(Exchange exchange, Request request) throws HttpError, FileChangedException {
        Optional<ResponseCache.Found> found = find(exchange, request);
        String state = found.map(ResponseCache.Found::state).orElse(state(request, ResponseCache.notFound()));
        if (!state.isEmpty()) {
            exchange.response().headers().set("X-Cache", state);
        }
        StoredFile file = found.map(ResponseCache.Found::file).orElseThrow(() -> notFound(missing(request)));
        boolean index = !request.index().isEmpty() && file.path().endsWith("/" + request.index());
        String type = types.of(index ? request.index() : request.path(), request.defaultType());
        Optional<byte[]> text = textInstead(exchange, request, file);
        if (text.isPresent()) {
            FileSender.sendText(exchange, file, type, text.get());
            return;
        }
        long maxAge = found.get().maxAge();
        if (maxAge >= 0) {
            exchange.response().headers().set("Cache-Control", "max-age=" + maxAge);
        }
        FileSender.send(exchange, file, type);
    }

    /** Closes the file unless it is to be sent. */
    private static Optional<byte[]> textInstead(Exchange exchange, Request request, StoredFile file)
            throws HttpError, FileChangedException {
        Optional<byte[]> text = Optional.empty();
        boolean decided = false;
        try {
            text = request.audience().reads(exchange, file);
            decided = true;
            return text;
        } catch (FileChangedException e) {
            throw e;
        } catch (IOException e) {
            throw failure(e);
        } finally {
            if (!decided || text.isPresent()) {
                file.close();
            }
        }
    }

    private Optional<ResponseCache.Found> find(Exchange exchange, Request request)
            throws HttpError, FileChangedException {
        try {
            Optional<ResponseCache.Found> file = open(exchange, request, request.path());
            return file.isPresent() || request.index().isEmpty()
                    ? file
                    : open(exchange, request, request.path() + "/" + request.index());
        } catch (InvalidPathException e) {
            return Optional.empty();
        } catch (FileChangedException e) {
            throw e;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Optional<ResponseCache.Found> open(Exchange exchange, Request request, String path) throws IOException {
        ResponseCache used = cache;
        if (request.cached() && (used != null) && exchange.method().equals("GET")) {
            return used.open(
                    request.files(), path, !exchange.request().headers().contains("Range"));
        }
        String state = state(request, ResponseCache.notForMethod());
        return request.files().open(path).map(file -> new ResponseCache.Found(file, state, -1));
    }

    private String state(Request request, String state) {
        return request.cached() && (cache != null) ? state : "";
    }

    /** The path an answer names: what the file system looked for, or the index of the root. */
    private static String missing(Request request) {
        return request.path().equals("/") && !request.index().isEmpty() ? "/" + request.index() : request.path();
    }

    /** Answers PUT and POST. Must be called on the event loop in the turn in which the request arrived. */
    public void put(Exchange exchange, FileSystem files, String path, Audience audience) {
        FileReceiver.receive(exchange, files, path, blocking)
                .onSuccess(created -> {
                    forget(files, path);
                    exchange.work(exchange::onEventLoop, () -> stored(exchange, created));
                    exchange.whenAnswered(() -> tell(audience, exchange, files, path));
                })
                .onFailure(cause -> exchange.onEventLoop(() -> refuse(exchange, cause)));
    }

    private void tell(Audience audience, Exchange exchange, FileSystem files, String path) {
        blocking.execute(() -> {
            try {
                audience.wrote(exchange, files, FilePath.normalise(path));
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("path", path).setCause(e).log("An upload was not counted");
            }
        });
    }

    private static void stored(Exchange exchange, boolean created) {
        MultiMap headers = exchange.response().headers();
        headers.set("Content-Location", exchange.request().uri());
        if (created) {
            exchange.bytes(201, "text/plain; charset=UTF-8", new byte[0]);
        } else {
            headers.remove("Content-Type");
            exchange.empty(204);
        }
    }

    private static void refuse(Exchange exchange, Throwable cause) {
        exchange.response().headers().remove("Content-Type");
        exchange.closeAfterAnswer();
        exchange.fail(
                cause instanceof RejectedExecutionException
                        ? new HttpError(503, "Service Unavailable", String.valueOf(cause.getMessage()))
                        : failure(cause));
    }

    /** Answers DELETE. */
    public void delete(Exchange exchange, FileSystem files, String path) throws HttpError {
        try {
            if (files.remove(path).isEmpty()) {
                throw notFound(path);
            }
        } catch (InvalidPathException e) {
            throw notFound(path);
        } catch (IOException e) {
            throw failure(e);
        }
        forget(files, path);
        exchange.bytes(
                200,
                "text/plain; charset=UTF-8",
                ("Deleted: " + path).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void forget(FileSystem files, String path) {
        if (cache != null) {
            cache.forget(files, path);
        }
    }

    /** The answer for a file that is not there. */
    public static HttpError notFound(String path) {
        return new HttpError(404, "File not found", path);
    }

    /** What an error of a file system is for a client. */
    public static HttpError failure(Throwable cause) {
        if (cause instanceof StorageUnavailableException) {
            return new HttpError(503, "Service Unavailable", String.valueOf(cause.getMessage()));
        }
        String reason = cause instanceof StorageException storage
                ? String.valueOf(storage.getMessage())
                : "reading or writing data failed";
        return new HttpError(400, "Bad request", reason);
    }
}
