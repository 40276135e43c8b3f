package media.kern.server.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What the server under test answered. */
final class Answer {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpResponse<byte[]> response;
    private final byte[] content;

    Answer(HttpResponse<byte[]> response) {
        this.response = response;
        this.content =
                "gzip".equals(header(response, "content-encoding")) ? decompress(response.body()) : response.body();
    }

    int status() {
        return response.statusCode();
    }

    /** The first value. */
    @Nullable
    String header(String name) {
        return header(response, name);
    }

    /** The body, decompressed. */
    byte[] content() {
        return content;
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A missing node if the body is not JSON by its type or its content. */
    JsonNode json() {
        String type = header("content-type");
        if (type == null || !type.contains("json")) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(text());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    private static byte[] decompress(byte[] body) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
