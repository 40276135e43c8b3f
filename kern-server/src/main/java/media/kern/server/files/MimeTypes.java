package media.kern.server.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Content types by the extension of a path, from the last dot of its last element on, case-sensitive. */
public final class MimeTypes {
    private static final Logger LOG = LoggerFactory.getLogger("HTTP");
    private static final long MAX_FILE_BYTES = 1024 * 1024;

    private static final Map<String, String> BUILT_IN = Map.ofEntries(
            Map.entry(".txt", "text/plain"),
            Map.entry(".htm", "text/html"),
            Map.entry(".html", "text/html"),
            Map.entry(".js", "text/javascript"),
            Map.entry(".mjs", "text/javascript"),
            Map.entry(".css", "text/css"),
            Map.entry(".json", "application/json"),
            Map.entry(".m3u8", "application/vnd.apple.mpegurl"),
            Map.entry(".mpd", "application/dash+xml"),
            Map.entry(".xml", "application/xml"),
            Map.entry(".ts", "video/MP2T"),
            Map.entry(".mp4", "video/mp4"),
            Map.entry(".m4s", "video/iso.segment"),
            Map.entry(".m4v", "video/mp4"),
            Map.entry(".m4a", "audio/mp4"),
            Map.entry(".aac", "audio/aac"),
            Map.entry(".mp3", "audio/mpeg"),
            Map.entry(".ogg", "audio/ogg"),
            Map.entry(".opus", "audio/ogg"),
            Map.entry(".wav", "audio/wav"),
            Map.entry(".webm", "video/webm"),
            Map.entry(".mkv", "video/x-matroska"),
            Map.entry(".mov", "video/quicktime"),
            Map.entry(".flv", "video/x-flv"),
            Map.entry(".vtt", "text/vtt"),
            Map.entry(".jpg", "image/jpeg"),
            Map.entry(".jpeg", "image/jpeg"),
            Map.entry(".png", "image/png"),
            Map.entry(".gif", "image/gif"),
            Map.entry(".webp", "image/webp"),
            Map.entry(".svg", "image/svg+xml"),
            Map.entry(".ico", "image/vnd.microsoft.icon"),
            Map.entry(".wasm", "application/wasm"),
            Map.entry(".ttf", "font/ttf"),
            Map.entry(".woff", "font/woff"),
            Map.entry(".woff2", "font/woff2"));

    private static final List<String> COMPRESSIBLE = List.of(
            "text/plain",
            "text/html",
            "text/javascript",
            "text/css",
            "text/vtt",
            "application/json",
            "application/xml",
            "application/dash+xml",
            "application/x-mpegurl",
            "application/vnd.apple.mpegurl",
            "image/svg+xml");

    private final Map<String, String> types;

    private MimeTypes(Map<String, String> types) {
        this.types = types;
    }

    /** The built-in table. */
    public static MimeTypes builtIn() {
        return new MimeTypes(BUILT_IN);
    }

    /**
     * The table of a file over the built-in one: lines of a type and its extensions with dot, {@code #} begins a
     * comment. A file that is missing, too large or not readable adds nothing.
     */
    public static MimeTypes read(Path file) {
        Map<String, String> types = new HashMap<>(BUILT_IN);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
                return builtIn();
            }
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                add(types, line);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("path", file).setCause(e).log("The MIME types cannot be read");
            return builtIn();
        }
        return new MimeTypes(types);
    }

    private static void add(Map<String, String> types, String line) {
        String[] words = line.strip().split("\\s+");
        for (int i = 1; i < words.length && !words[0].startsWith("#") && !words[i].startsWith("#"); i++) {
            types.put(words[i], words[0]);
        }
    }

    /** The same table in which texts say how they are encoded. */
    public MimeTypes withCharset(String charset) {
        Map<String, String> named = new HashMap<>(types);
        named.replaceAll((extension, type) -> type.startsWith("text/") ? type + "; charset=" + charset : type);
        return new MimeTypes(named);
    }

    /** The type of {@code path}, or {@code otherwise} if its extension is not known. */
    public String of(String path, String otherwise) {
        return types.getOrDefault(extension(path), otherwise);
    }

    /** With its dot; empty if there is none. */
    public static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    /** Whether bodies of this type are worth compressing. */
    static boolean compressible(String type) {
        return COMPRESSIBLE.stream().anyMatch(type::contains);
    }
}
