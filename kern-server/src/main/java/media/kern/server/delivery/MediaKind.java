package media.kern.server.delivery;

import java.util.Set;
import media.kern.server.files.MimeTypes;

/** What a file is to a player, by the extension of its path. */
enum MediaKind {
    /** An HLS playlist (RFC 8216). */
    PLAYLIST,
    /** A DASH manifest (ISO/IEC 23009-1). */
    MANIFEST,
    /** What playlists and manifests name: parts of the media, or all of it. */
    SEGMENT,
    OTHER;

    private static final Set<String> SEGMENTS = Set.of(".ts", ".m4s", ".mp4", ".m4a", ".m4v", ".aac", ".vtt", ".webm");

    static MediaKind of(String path) {
        String extension = MimeTypes.extension(path);
        return switch (extension) {
            case ".m3u8" -> PLAYLIST;
            case ".mpd" -> MANIFEST;
            default -> SEGMENTS.contains(extension) ? SEGMENT : OTHER;
        };
    }
}
