package media.kern.server.files;

import java.util.Set;
import java.util.concurrent.Executor;
import media.kern.core.fs.FilePath;
import media.kern.core.fs.FileSystem;
import media.kern.server.auth.BasicAuth;
import media.kern.server.http.Exchange;
import media.kern.server.http.Handler;
import media.kern.server.http.HttpError;
import media.kern.server.http.PercentEncoding;
import org.jspecify.annotations.Nullable;

/** A file system under a URL path: anybody may read; writing, where offered, may need Basic credentials. */
public final class Mount implements Handler {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> STORES = Set.of("PUT", "POST");

    private final Settings settings;
    private final FileResponses responses;
    private final MimeTypes types;
    private final Executor blocking;

    /**
     * How a file system is shown.
     *
     * @param prefix without trailing slash; empty for the root
     * @param defaultType for extensions that are not known
     * @param index the file that stands for a directory, or empty
     * @param writable whether PUT, POST and DELETE exist
     * @param writers who may write; null is everybody
     * @param cached whether files may come from the cache
     * @param audience is told of what is read and written
     */
    public record Settings(
            FileSystem files,
            String prefix,
            String defaultType,
            String index,
            boolean writable,
            @Nullable BasicAuth writers,
            boolean cached,
            Audience audience) {}

    public Mount(Settings settings, FileResponses responses, MimeTypes types, Executor blocking) {
        this.settings = settings;
        this.responses = responses;
        this.types = types;
        this.blocking = blocking;
    }

    @Override
    public void handle(Exchange exchange) throws HttpError {
        String path = path(exchange);
        String method = exchange.method();
        if (READS.contains(method)) {
            read(exchange, path);
            return;
        }
        // Clients know errors of this part with the content type of the file they meant.
        exchange.response().headers().set("Content-Type", types.of(path, settings.defaultType()));
        boolean stores = STORES.contains(method);
        if (!settings.writable() || !(stores || method.equals("DELETE"))) {
            throw HttpError.of(404);
        }
        authorise(exchange);
        exchange.response().headers().remove("Content-Type");
        if (stores) {
            responses.put(exchange, settings.files(), path, settings.audience());
        } else {
            exchange.work(blocking, () -> responses.delete(exchange, settings.files(), path));
        }
    }

    private void read(Exchange exchange, String path) {
        exchange.work(
                blocking,
                () -> responses.get(
                        exchange,
                        new FileResponses.Request(
                                settings.files(),
                                path,
                                settings.defaultType(),
                                settings.index(),
                                settings.cached(),
                                settings.audience())));
    }

    private void authorise(Exchange exchange) throws HttpError {
        BasicAuth writers = settings.writers();
        if (writers == null) {
            return;
        }
        switch (writers.check(exchange.request().getHeader("Authorization"))) {
            case OK -> {}
            case MALFORMED -> throw refused(exchange, 400);
            case MISSING, WRONG -> {
                exchange.response().headers().set("WWW-Authenticate", "basic realm=Restricted");
                throw refused(exchange, 401);
            }
        }
    }

    /** A body that is not wanted is not read: the connection ends, unless there is none to speak of. */
    private static HttpError refused(Exchange exchange, int status) {
        if (exchange.request().getHeader("Transfer-Encoding") != null) {
            exchange.closeAfterAnswer();
        }
        return HttpError.of(status);
    }

    private String path(Exchange exchange) throws HttpError {
        String rest = exchange.rawPath().substring(settings.prefix().length());
        try {
            return PercentEncoding.decode(rest, 0, rest.length(), FilePath.MAX_BYTES);
        } catch (PercentEncoding.MalformedValueException e) {
            throw new HttpError(400, "Bad Request", "the path " + e.getMessage());
        }
    }
}
