package media.kern.server.api;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.StorageUnavailableException;
import media.kern.core.glob.Glob;
import media.kern.core.glob.GlobSyntaxException;
import media.kern.server.files.Audience;
import media.kern.server.files.FileResponses;
import media.kern.server.http.HttpError;
import media.kern.server.http.Query;

/** The file systems through the API: listed, read and written with the token of the API. */
public final class FileSystemResource implements ApiResources.Resource {
    private static final String DEFAULT_TYPE = "application/data";

    private final List<Mounted> mounted;
    private final FileResponses responses;

    /**
     * A file system and where else it can be reached.
     *
     * @param mount its URL path
     * @param index the file that stands for a directory, or empty
     */
    public record Mounted(FileSystem files, String mount, String index) {}

    public FileSystemResource(List<Mounted> mounted, FileResponses responses) {
        this.mounted = List.copyOf(mounted);
        this.responses = responses;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .inline("filesystem-3-list", this::list)
                .blocking("filesystem-3-list-files", this::listFiles)
                .blocking("filesystem-3-get-file", this::get)
                .blocking("filesystem-3-head-file", this::get)
                .streaming(
                        "filesystem-3-put-file",
                        call -> responses.put(call.exchange(), find(call).files(), path(call), Audience.NONE))
                .blocking(
                        "filesystem-3-delete-file",
                        call -> responses.delete(call.exchange(), find(call).files(), path(call)));
    }

    private void list(ApiCall call) {
        call.exchange().json(out -> {
            out.writeStartArray();
            for (Mounted each : mounted) {
                out.writeStartObject();
                out.writeStringField("name", each.files().name());
                out.writeStringField("type", each.files().type());
                out.writeStringField("mount", each.mount());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private void listFiles(ApiCall call) throws HttpError {
        FileSystem files = find(call).files();
        List<FileInfo> found;
        try {
            Query query = call.exchange().query();
            found = files.list(filter(query.get("glob"))).stream()
                    .sorted(order(query.get("sort"), query.get("order")))
                    .toList();
        } catch (StorageUnavailableException e) {
            throw FileResponses.failure(e);
        } catch (IOException e) {
            throw new HttpError(500, "Internal Server Error", String.valueOf(e.getMessage()));
        }
        call.exchange().json(out -> {
            out.writeStartArray();
            for (FileInfo file : found) {
                out.writeStartObject();
                out.writeStringField("name", file.name());
                out.writeNumberField("size_bytes", file.size());
                out.writeNumberField("last_modified", file.lastModified().getEpochSecond());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** An invalid pattern matches nothing. */
    private static Predicate<String> filter(String pattern) {
        if (pattern.isEmpty()) {
            return name -> true;
        }
        try {
            return Glob.compile(pattern, '/')::matches;
        } catch (GlobSyntaxException e) {
            return name -> false;
        }
    }

    private static Comparator<FileInfo> order(String sort, String order) {
        Comparator<FileInfo> byName = Comparator.comparing(FileInfo::name);
        Comparator<FileInfo> wanted = switch (sort) {
            case "name" -> byName;
            case "size" -> Comparator.comparingLong(FileInfo::size);
            default -> Comparator.comparing(FileInfo::lastModified);
        };
        boolean byTime = !sort.equals("name") && !sort.equals("size");
        boolean descending = byTime ? !order.isEmpty() && !order.equals("asc") : order.equals("desc");
        return (descending ? Collections.reverseOrder(wanted) : wanted).thenComparing(byName);
    }

    private void get(ApiCall call) throws HttpError {
        Mounted found = find(call);
        responses.get(
                call.exchange(),
                new FileResponses.Request(
                        found.files(), path(call), DEFAULT_TYPE, found.index(), false, Audience.NONE));
    }

    private static String path(ApiCall call) {
        return "/" + call.param("path");
    }

    private Mounted find(ApiCall call) throws HttpError {
        String name = call.param("name");
        return mounted.stream()
                .filter(each -> each.files().name().equals(name))
                .findFirst()
                .orElseThrow(() -> FileResponses.notFound("unknown filesystem: " + name));
    }
}
