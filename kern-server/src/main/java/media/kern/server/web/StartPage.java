package media.kern.server.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.StoredFile;
import media.kern.server.build.WebJars;
import media.kern.server.http.Exchange;
import media.kern.server.http.Handler;
import media.kern.server.http.HttpError;

/**
 * The page that a browser sees at {@code /} as long as the disk has no {@code index.html} of its own. Clients that do
 * not ask for HTML get what they always got: 404.
 */
public final class StartPage implements Handler {
    private static final String FOLDER = "/kern/";
    private static final String PAGE = "index.html";
    private static final String RESOURCES = "/media/kern/server/web/";
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private final FileSystem disk;
    private final Handler otherwise;
    private final Executor blocking;
    private final Assets assets = new Assets(Map.of(
            PAGE,
            RESOURCES + PAGE,
            "app.js",
            RESOURCES + "app.js",
            "api.js",
            RESOURCES + "api.js",
            "overview.js",
            RESOURCES + "overview.js",
            "page.js",
            RESOURCES + "page.js",
            "player.js",
            RESOURCES + "player.js",
            "process.js",
            RESOURCES + "process.js",
            "style.css",
            RESOURCES + "style.css",
            "icon.svg",
            RESOURCES + "icon.svg",
            "hls.js",
            WebJars.resource("hls.js", "dist/hls.light.min.js")));

    /** @param otherwise what answers everything else: the mount of the disk */
    public StartPage(FileSystem disk, Handler otherwise, Executor blocking) {
        this.disk = disk;
        this.otherwise = otherwise;
        this.blocking = blocking;
    }

    @Override
    public void handle(Exchange exchange) throws HttpError {
        boolean read = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        String path = exchange.rawPath();
        if (read && path.startsWith(FOLDER) && assets.has(path.substring(FOLDER.length()))) {
            assets.send(exchange, path.substring(FOLDER.length()));
        } else if (read && path.equals("/") && wantsHtml(exchange)) {
            exchange.work(blocking, () -> sendPage(exchange));
        } else {
            otherwise.handle(exchange);
        }
    }

    private void sendPage(Exchange exchange) {
        boolean own = hasOwnIndex();
        exchange.work(exchange::onEventLoop, () -> {
            if (own) {
                otherwise.handle(exchange);
            } else {
                exchange.response().headers().set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
                assets.send(exchange, PAGE);
            }
        });
    }

    private boolean hasOwnIndex() {
        try {
            Optional<StoredFile> index = disk.open("/" + PAGE);
            index.ifPresent(StoredFile::close);
            return index.isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean wantsHtml(Exchange exchange) {
        return exchange.headers("Accept").stream().anyMatch(accept -> accept.contains("text/html"));
    }
}
