package media.kern.server.delivery;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites a DASH manifest (ISO/IEC 23009-1): the names and templates of segments get the session of the viewer, and a live
 * manifest says that it is to be asked for again with it. A manifest with bases elsewhere stays as it is.
 */
final class DashManifest {
    private static final Pattern NAMES = Pattern.compile("(?<open><MPD\\b[^>]*>)"
            + "|(?<=\\s)(?:media|initialization|sourceURL|index)=\"(?<name>[^\"]*)\""
            + "|<BaseURL[^>]*>(?<base>[^<]*)</BaseURL>");
    private static final Pattern LIVE = Pattern.compile("\\stype=\"dynamic\"");

    private DashManifest() {}

    /**
     * @param request the name of the manifest and its query, as far as there is one
     * @param host this server, as the client knows it
     */
    static Template rewrite(String text, Reference request, String host) {
        Template.Builder out = new Template.Builder();
        if (!isHere(text, host)) {
            return out.text(text).build(false);
        }
        int done = 0;
        Matcher found = NAMES.matcher(text);
        while (found.find()) {
            if (found.group("open") != null) {
                out.text(text.substring(done, found.end()));
                done = found.end();
                if (LIVE.matcher(found.group("open")).find() && !text.contains("<Location")) {
                    out.text("<Location>").text(xml(request.path())).text("?");
                    writeQuery(out, request.query());
                    out.text("</Location>");
                }
                continue;
            }
            String group = found.group("name") == null ? "base" : "name";
            String name = found.group(group);
            if (tracked(name)) {
                out.text(text.substring(done, found.end(group)))
                        .text(name.contains("?") ? "&amp;session=" : "?session=")
                        .gap();
                done = found.end(group);
            }
        }
        return out.text(text.substring(done)).build(false);
    }

    private static boolean isHere(String text, String host) {
        Matcher found = NAMES.matcher(text);
        while (found.find()) {
            String base = found.group("base");
            boolean elsewhere = (base != null)
                    && base.contains("//")
                    && !base.substring(base.indexOf("//") + 2).startsWith(host + "/");
            if (elsewhere) {
                return false;
            }
        }
        return true;
    }

    private static boolean tracked(String name) {
        int question = name.indexOf('?');
        String path = question < 0 ? name : name.substring(0, question);
        return !name.contains("#") && !name.contains("session=") && (MediaKind.of(path) == MediaKind.SEGMENT);
    }

    private static void writeQuery(Template.Builder out, String query) {
        Template.Builder plain = new Template.Builder();
        Reference.writeQuery(plain, query);
        Template written = plain.build(false);
        out.text(xml(text(written.parts().getFirst())))
                .gap()
                .text(xml(text(written.parts().getLast())));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
