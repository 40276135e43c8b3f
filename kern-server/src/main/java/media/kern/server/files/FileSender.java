package media.kern.server.files;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import media.kern.core.fs.FileChangedException;
import media.kern.core.fs.LocalFile;
import media.kern.core.fs.RemoteFile;
import media.kern.core.fs.StorageUnavailableException;
import media.kern.core.fs.StoredFile;
import media.kern.server.http.Exchange;
import media.kern.server.http.Gzip;
import media.kern.server.http.HttpError;

/**
 * Answers GET and HEAD with a file: conditions, ranges, compression of texts, and everything else by sendfile, so the
 * bytes of a segment never enter the JVM; in pieces if they have to be encrypted, and as they arrive if they are not on
 * this machine. Works on a thread that may block.
 */
final class FileSender {
    /** Below this a single write of header and body together is cheaper than sendfile. */
    private static final int INLINE_BYTES = 16 * 1024;

    private static final int COMPRESS_FROM_BYTES = 1000;
    private static final int COMPRESS_UP_TO_BYTES = 4 * 1024 * 1024;

    private FileSender() {}

    /**
     * Sends {@code file} and closes it, whatever happens.
     *
     * @throws FileChangedException if it is another one by now; then nothing has been sent yet
     */
    static void send(Exchange exchange, StoredFile file, String type) throws HttpError, FileChangedException {
        boolean handedOver = false;
        try {
            handedOver = answer(exchange, file, type);
        } catch (FileChangedException e) {
            throw e;
        } catch (StorageUnavailableException e) {
            throw FileResponses.failure(e);
        } catch (IOException e) {
            throw new HttpError(500, "Internal Server Error", "the file cannot be read");
        } finally {
            if (!handedOver) {
                file.close();
            }
        }
    }

    /** Sends a text that was made of {@code file} for this client alone. */
    static void sendText(Exchange exchange, StoredFile file, String type, byte[] text) {
        MultiMap headers = exchange.response().headers();
        headers.set("Last-Modified", Preconditions.date(file.lastModified()));
        headers.set("Cache-Control", "private");
        headers.set("X-Content-Type-Options", "nosniff");
        exchange.allowCompression();
        exchange.bytes(200, type, text);
    }

    /** Returns true if the file is closed later, when it has been sent. */
    private static boolean answer(Exchange exchange, StoredFile file, String type) throws IOException, HttpError {
        MultiMap request = exchange.request().headers();
        boolean text = MimeTypes.compressible(type);
        boolean compress = text && worthCompressing(file) && !request.contains("Range") && exchange.acceptsGzip();
        // Another representation has another tag, and no ranges.
        String etag = compress ? file.etag().replaceAll("\"$", "-gzip\"") : file.etag();
        Preconditions conditions = new Preconditions(etag, file.lastModified());
        MultiMap headers = exchange.response().headers();
        headers.set("Last-Modified", conditions.lastModified());
        headers.set("ETag", etag);
        headers.set("X-Content-Type-Options", "nosniff");
        if (!compress) {
            headers.set("Accept-Ranges", "bytes");
        }
        if (text) {
            headers.add("Vary", "Accept-Encoding");
        }
        Optional<Integer> status = conditions.evaluate(request);
        if (status.isPresent()) {
            exchange.empty(status.get());
            return false;
        }
        boolean ranged = exchange.method().equals("GET") && conditions.rangeApplies(request);
        ByteRange.Wish wish = ranged ? ByteRange.parse(request.get("Range"), file.size()) : new ByteRange.Wish.Whole();
        return switch (wish) {
            case ByteRange.Wish.Unsatisfiable _ -> {
                headers.set("Content-Range", "bytes */" + file.size());
                throw new HttpError(
                        416,
                        "Requested Range Not Satisfiable",
                        "the file has " + file.size() + " bytes, asked for " + request.get("Range"));
            }
            case ByteRange.Wish.Part(ByteRange range) -> {
                headers.set(
                        "Content-Range",
                        "bytes " + range.first() + "-" + (range.first() + range.length() - 1) + "/" + file.size());
                yield body(exchange, file, type, 206, range);
            }
            case ByteRange.Wish.Whole _ -> whole(exchange, file, type, compress);
        };
    }

    private static boolean worthCompressing(StoredFile file) {
        return file.size() >= COMPRESS_FROM_BYTES && file.size() <= COMPRESS_UP_TO_BYTES;
    }

    private static boolean whole(Exchange exchange, StoredFile file, String type, boolean compress) throws IOException {
        if (!compress) {
            return body(exchange, file, type, 200, new ByteRange(0, file.size()));
        }
        byte[] compressed = Gzip.compress(file.bytes(0, (int) file.size()));
        exchange.response().headers().set("Content-Encoding", "gzip");
        exchange.asIs(200, type, compressed);
        return false;
    }

    private static boolean body(Exchange exchange, StoredFile file, String type, int status, ByteRange range)
            throws IOException {
        if (exchange.method().equals("HEAD")) {
            exchange.response().headers().set("Content-Length", Long.toString(range.length()));
            exchange.asIs(status, type, new byte[0]);
            return false;
        }
        if (range.length() <= INLINE_BYTES) {
            exchange.asIs(status, type, file.bytes(range.first(), (int) range.length()));
            return false;
        }
        return switch (file) {
            case LocalFile local -> {
                FileChannel channel = local.channel();
                exchange.callOnEventLoop(() -> sendFile(exchange, channel, local.offset(), type, status, range))
                        .onFailure(broken -> exchange.abort())
                        .onComplete(done -> file.close());
                yield true;
            }
            case RemoteFile remote -> {
                RemoteBody.send(exchange, remote, type, status, range);
                yield false;
            }
        };
    }

    private static Future<Void> sendFile(
            Exchange exchange, FileChannel channel, long offset, String type, int status, ByteRange range) {
        HttpServerResponse response = exchange.response();
        if (response.closed()) {
            return Future.failedFuture("the client is gone");
        }
        response.setStatusCode(status).putHeader("Content-Type", type);
        long position = offset + range.first();
        return exchange.request().isSSL()
                ? FileStream.send(exchange, channel, position, range.length())
                : response.sendFile(channel, position, range.length());
    }
}
