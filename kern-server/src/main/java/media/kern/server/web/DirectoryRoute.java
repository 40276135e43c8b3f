package media.kern.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import media.kern.core.fs.DiskFileSystem;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.FileSystem;
import media.kern.server.files.Audience;
import media.kern.server.files.FileResponses;
import media.kern.server.files.MimeTypes;
import media.kern.server.http.Exchange;
import media.kern.server.http.Handler;
import media.kern.server.http.HttpError;
import media.kern.server.http.PercentEncoding;
import org.jspecify.annotations.Nullable;

/** The files of a directory on disk under a path of the URL, whatever the method is. The directory may come later. */
final class DirectoryRoute implements Handler {
    private static final String INDEX = "index.html";
    private static final MimeTypes TYPES = MimeTypes.builtIn().withCharset("utf-8");

    private final String prefix;
    private final Path directory;
    private final boolean application;
    private final Executor blocking;
    private final FileResponses responses;
    private volatile @Nullable FileSystem files;

    /**
     * @param prefix without trailing slash
     * @param application whether pages that are not there are made by the index, as applications of one page do
     */
    DirectoryRoute(String prefix, Path directory, boolean application, Executor blocking) {
        this.prefix = prefix;
        this.directory = directory;
        this.application = application;
        this.blocking = blocking;
        this.responses = new FileResponses(TYPES, blocking, null);
    }

    @Override
    public void handle(Exchange exchange) throws HttpError {
        String path = exchange.rawPath();
        if (path.equals(prefix)) {
            String query = exchange.request().query();
            exchange.response().headers().set("Location", prefix + "/" + (query == null ? "" : "?" + query));
            exchange.empty(301);
            return;
        }
        String name;
        try {
            name = PercentEncoding.decode(path, prefix.length(), path.length(), FilePath.MAX_BYTES);
        } catch (PercentEncoding.MalformedValueException e) {
            throw new HttpError(400, "Bad Request", "the path " + e.getMessage());
        }
        exchange.work(blocking, () -> send(exchange, name));
    }

    private void send(Exchange exchange, String name) throws HttpError {
        FileSystem open = opened().orElseThrow(() -> HttpError.of(404));
        exchange.response().headers().set("Cache-Control", "no-cache"); // ask again: it costs a 304
        try {
            responses.get(exchange, request(open, name));
        } catch (HttpError e) {
            if (e.status() != 404) {
                throw e;
            }
            if (!application || !isPage(exchange, name)) {
                throw HttpError.of(404);
            }
            responses.get(exchange, request(open, "/" + INDEX));
        }
    }

    private static FileResponses.Request request(FileSystem files, String name) {
        return new FileResponses.Request(files, name, "application/octet-stream", INDEX, false, Audience.NONE);
    }

    private static boolean isPage(Exchange exchange, String name) {
        return MimeTypes.extension(name).isEmpty()
                && exchange.headers("Accept").stream().anyMatch(accept -> accept.contains("text/html"));
    }

    private Optional<FileSystem> opened() throws HttpError {
        FileSystem known = files;
        if ((known != null) || !Files.isDirectory(directory)) {
            return Optional.ofNullable(known);
        }
        try {
            FileSystem fresh = new DiskFileSystem(directory, 0);
            files = fresh;
            return Optional.of(fresh);
        } catch (IOException e) {
            throw new HttpError(500, "Internal Server Error", "the directory of this route cannot be read");
        }
    }
}
