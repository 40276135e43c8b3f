package media.kern.server.web;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.StoredFile;
import media.kern.server.build.WebJars;
import media.kern.server.http.Exchange;
import media.kern.server.http.Handler;
import media.kern.server.http.HttpError;

/**
 * The pages that a browser sees as long as the disk has none of their name: the start page at {@code /}, and the WebRTC
 * player at {@code /player.html}. Clients that do not ask for HTML get what they always got: 404.
 */
public final class StartPage implements Handler {
    private static final String FOLDER = "/kern/";
    private static final String RESOURCES = "/media/kern/server/web/";
    private static final Map<String, Page> PAGES = Map.of(
            "/", new Page("index.html", "'self'"),
            "/player.html", new Page("player.html", "http: https:")); // plays from other servers, too
    private static final List<String> FILES = List.of(
            "api.js",
            "app.js",
            "format.js",
            "hls-player.js",
            "icon.svg",
            "overview.js",
            "page.js",
            "player.js",
            "process.js",
            "readings.js",
            "sdp.js",
            "sparkline.js",
            "statistics.js",
            "style.css",
            "theme.js",
            "whep-http.js",
            "whep-player.js",
            "whep-session.js",
            "whep.js");

    private final FileSystem disk;
    private final Handler otherwise;
    private final Executor blocking;
    private final Assets pages =
            new Assets(PAGES.values().stream().collect(Collectors.toMap(Page::file, page -> RESOURCES + page.file())));
    private final Assets files = new Assets(files());

    /**
     * @param file its name, on the disk and in the jar
     * @param connections where its scripts may connect to, as a source list of a content security policy
     */
    private record Page(String file, String connections) {
        String contentSecurityPolicy() {
            return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src " + connections
                    + "; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        }
    }

    /** @param otherwise what answers everything else: the mount of the disk */
    public StartPage(FileSystem disk, Handler otherwise, Executor blocking) {
        this.disk = disk;
        this.otherwise = otherwise;
        this.blocking = blocking;
    }

    private static Map<String, String> files() {
        Map<String, String> files = new HashMap<>();
        FILES.forEach(name -> files.put(name, RESOURCES + name));
        files.put("hls.js", WebJars.resource("hls.js", "dist/hls.light.min.js"));
        return files;
    }

    @Override
    public void handle(Exchange exchange) throws HttpError {
        boolean read = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        String path = exchange.rawPath();
        Page page = PAGES.get(path);
        if (read && path.startsWith(FOLDER) && files.has(path.substring(FOLDER.length()))) {
            files.send(exchange, path.substring(FOLDER.length()));
        } else if (read && page != null && wantsHtml(exchange)) {
            exchange.work(blocking, () -> sendPage(exchange, page));
        } else {
            otherwise.handle(exchange);
        }
    }

    private void sendPage(Exchange exchange, Page page) {
        boolean own = onDisk(page);
        exchange.work(exchange::onEventLoop, () -> {
            if (own) {
                otherwise.handle(exchange);
            } else {
                exchange.response().headers().set("Content-Security-Policy", page.contentSecurityPolicy());
                exchange.response().headers().set("Referrer-Policy", "no-referrer"); // addresses may hold tokens
                pages.send(exchange, page.file());
            }
        });
    }

    private boolean onDisk(Page page) {
        try {
            Optional<StoredFile> file = disk.open("/" + page.file());
            file.ifPresent(StoredFile::close);
            return file.isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean wantsHtml(Exchange exchange) {
        return exchange.headers("Accept").stream().anyMatch(accept -> accept.contains("text/html"));
    }
}
