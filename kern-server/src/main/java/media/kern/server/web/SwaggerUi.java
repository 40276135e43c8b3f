package media.kern.server.web;

import java.util.Map;
import media.kern.server.build.WebJars;
import media.kern.server.http.AccessLists;
import media.kern.server.http.Exchange;
import media.kern.server.http.Handler;
import media.kern.server.http.HttpError;
import media.kern.server.openapi.OpenApi;

/** The documentation of the API in a browser, below {@code /api/swagger}, and the document itself. */
public final class SwaggerUi implements Handler {
    /** Where the pages are. Clients know them with a doubled slash too, from the redirect of the folder. */
    public static final String PREFIX = "/api/swagger";

    private static final String PAGE = "index.html";

    private final AccessLists lists;
    private final OpenApi document;
    private final Assets assets = new Assets(Map.of(
            PAGE,
            "/media/kern/server/web/swagger.html",
            "swagger-initializer.js",
            "/media/kern/server/web/swagger-initializer.js",
            "swagger-ui.css",
            WebJars.resource("swagger-ui", "swagger-ui.css"),
            "swagger-ui-bundle.js",
            WebJars.resource("swagger-ui", "swagger-ui-bundle.js"),
            "favicon-32x32.png",
            WebJars.resource("swagger-ui", "favicon-32x32.png")));

    public SwaggerUi(AccessLists lists, OpenApi document) {
        this.lists = lists;
        this.document = document;
    }

    @Override
    public void handle(Exchange exchange) throws HttpError {
        if (!lists.allow(exchange)) {
            throw HttpError.of(403);
        }
        String path = exchange.rawPath().substring(PREFIX.length());
        if (!exchange.method().equals("GET") || path.isEmpty()) {
            throw HttpError.of(404);
        }
        switch (path) {
            case "/" -> {
                exchange.response().headers().set("Location", PREFIX + "//" + PAGE);
                exchange.empty(301);
            }
            case "/doc.json", "//doc.json" -> {
                exchange.allowCompression();
                exchange.bytes(200, "application/json", document.json());
            }
            default -> assets.send(exchange, path.substring(path.startsWith("//") ? 2 : 1));
        }
    }
}
