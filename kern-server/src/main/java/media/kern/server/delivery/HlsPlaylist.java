package media.kern.server.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites an HLS playlist (RFC 8216): media and playlists of this server get the session of the viewer, in lines as in
 * attributes, and names that are paths of the disk become relative to the playlist.
 */
final class HlsPlaylist {
    private static final Pattern URI_ATTRIBUTE = Pattern.compile("URI=\"([^\"]*)\"");
    private static final List<String> TAGS_OF_VARIANTS =
            List.of("#EXT-X-STREAM-INF:", "#EXT-X-I-FRAME-STREAM-INF:", "#EXT-X-MEDIA:");

    private final Place place;
    private final Template.Builder out = new Template.Builder();
    private boolean variants;

    /**
     * Where a playlist is.
     *
     * @param path its decoded path in the URL
     * @param host this server, as the client knows it
     * @param diskFolder the folder on disk that is the root of the URL, without trailing slash; empty if there is none
     * @param tracked whether viewers get sessions
     */
    record Place(String path, String host, String diskFolder, boolean tracked) {}

    private HlsPlaylist(Place place) {
        this.place = place;
    }

    static Template rewrite(String text, Place place) {
        if (!place.tracked() && !text.contains(place.diskFolder() + "/")) {
            return new Template.Builder().text(text).build(false);
        }
        HlsPlaylist playlist = new HlsPlaylist(place);
        lines(text).forEach(line -> {
            playlist.line(line);
            playlist.out.text("\n");
        });
        return playlist.out.build(playlist.variants);
    }

    /** The media that a playlist names, as decoded paths from the root. */
    static List<String> segments(String text, String path) {
        List<String> segments = new ArrayList<>();
        for (String line : lines(text)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                Reference.parse(line)
                        .filter(reference -> reference.host().isEmpty() && (reference.kind() == MediaKind.SEGMENT))
                        .ifPresent(reference -> segments.add(reference.resolve(path)));
            }
        }
        return segments;
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin);
            int next = end < 0 ? text.length() : end;
            boolean carriageReturn = (next > begin) && (text.charAt(next - 1) == '\r');
            lines.add(text.substring(begin, carriageReturn ? next - 1 : next));
            begin = next + 1;
        }
        return lines;
    }

    private void line(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("#")) {
            tag(line);
            return;
        }
        String name = local(line);
        Optional<Reference> reference = reference(name);
        if (reference.isEmpty()) {
            out.text(name);
            return;
        }
        if (reference.get().kind() == MediaKind.PLAYLIST) {
            variants = true;
            if (reference.get().resolve(place.path()).equals(place.path())) {
                out.text("# m3u8 is referencing itself: ");
            }
        }
        reference.get().write(out);
    }

    private void tag(String line) {
        variants |= TAGS_OF_VARIANTS.stream().anyMatch(line::startsWith);
        Matcher attribute = URI_ATTRIBUTE.matcher(line);
        int done = 0;
        while (attribute.find()) {
            out.text(line.substring(done, attribute.start(1)));
            String name = local(attribute.group(1));
            reference(name).ifPresentOrElse(reference -> reference.write(out), () -> out.text(name));
            done = attribute.end(1);
        }
        out.text(line.substring(done));
    }

    /** What gets a session. */
    private Optional<Reference> reference(String name) {
        return place.tracked()
                ? Reference.parse(name)
                        .filter(reference -> reference.isAt(place.host()) && (reference.kind() != MediaKind.OTHER))
                : Optional.empty();
    }

    /** FFmpeg names files on disk by where they are on this machine. */
    private String local(String name) {
        String folder = place.diskFolder() + "/";
        if (place.diskFolder().isEmpty() || !name.startsWith(folder)) {
            return name;
        }
        String target = name.substring(folder.length());
        String[] from = place.path().substring(1).split("/", -1);
        String[] to = target.split("/", -1);
        int common = 0;
        while ((common < from.length - 1) && (common < to.length - 1) && from[common].equals(to[common])) {
            common++;
        }
        return "../".repeat(from.length - 1 - common)
                + String.join("/", List.of(to).subList(common, to.length));
    }
}
