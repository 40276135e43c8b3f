package media.kern.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import media.kern.server.build.Version;
import media.kern.server.files.MimeTypes;
import media.kern.server.http.Exchange;
import media.kern.server.http.Gzip;
import media.kern.server.http.HttpError;

/** Files of the jar, each read once, compressed once, and kept by clients until the version changes. */
final class Assets {
    private static final MimeTypes TYPES = MimeTypes.builtIn().withCharset("utf-8");

    private final Map<String, String> resources;
    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    private record Asset(byte[] plain, byte[] compressed, String type) {}

    /** @param resources names of resources by the last part of their path */
    Assets(Map<String, String> resources) {
        this.resources = Map.copyOf(resources);
    }

    boolean has(String name) {
        return resources.containsKey(name);
    }

    void send(Exchange exchange, String name) throws HttpError {
        Asset asset = asset(name).orElseThrow(() -> HttpError.of(404));
        String etag =
                "\"" + Version.KERN + "-" + Integer.toHexString(name.hashCode()) + "-" + asset.plain.length + "\"";
        var headers = exchange.response().headers();
        headers.set("ETag", etag);
        headers.set("Cache-Control", "no-cache");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.add("Vary", "Accept-Encoding");
        if (etag.equals(exchange.request().getHeader("If-None-Match"))) {
            exchange.empty(304);
        } else if (exchange.acceptsGzip()) {
            headers.set("Content-Encoding", "gzip");
            exchange.bytes(200, asset.type, asset.compressed);
        } else {
            exchange.bytes(200, asset.type, asset.plain);
        }
    }

    private Optional<Asset> asset(String name) {
        String resource = resources.get(name);
        return resource == null
                ? Optional.empty()
                : Optional.of(loaded.computeIfAbsent(name, missing -> load(name, resource)));
    }

    private static Asset load(String name, String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing in this build");
            }
            byte[] plain = in.readAllBytes();
            String type = TYPES.of(name, "application/octet-stream");
            return new Asset(plain, Gzip.compress(plain), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
