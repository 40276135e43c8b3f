package media.kern.server.delivery;

import java.io.IOException;
import java.util.Optional;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.StoredFile;
import media.kern.core.session.CollectorId;
import media.kern.core.session.Sessions;
import media.kern.server.files.Audience;
import media.kern.server.http.Exchange;
import media.kern.server.http.HttpError;

/** The viewers and publishers of HLS and DASH on all mounts. */
public final class MediaSessions {
    private final Sessions sessions;
    private final Viewers viewers;
    private final Uploads uploads;
    private final TemplateCache templates = new TemplateCache();

    public MediaSessions(Sessions sessions) {
        this.sessions = sessions;
        this.uploads = new Uploads(sessions.collector(CollectorId.HLS_INGRESS));
        this.viewers = new Viewers(sessions.collector(CollectorId.HLS), uploads);
    }

    /**
     * Those of one mount.
     *
     * @param prefix of its URLs, without trailing slash
     * @param diskFolder the folder on disk that is its root, without trailing slash; empty if there is none
     */
    public Audience of(String prefix, String diskFolder) {
        return new MountAudience(prefix, diskFolder);
    }

    private final class MountAudience implements Audience {
        private final String prefix;
        private final String diskFolder;

        MountAudience(String prefix, String diskFolder) {
            this.prefix = prefix;
            this.diskFolder = diskFolder;
        }

        @Override
        public Optional<byte[]> reads(Exchange exchange, StoredFile file) throws HttpError, IOException {
            String path = prefix + file.path();
            MediaKind kind = MediaKind.of(path);
            if (kind == MediaKind.OTHER) {
                return Optional.empty();
            }
            if (!viewers.collects(exchange)) {
                return (kind == MediaKind.PLAYLIST) && !diskFolder.isEmpty()
                        ? template(exchange, path, file, false)
                                .filter(Template::changed)
                                .map(template -> template.with(""))
                        : Optional.empty();
            }
            return switch (kind) {
                case PLAYLIST -> playlist(exchange, path, file);
                case MANIFEST -> {
                    Optional<Template> template = template(exchange, path, file, true);
                    String id = viewers.manifest(exchange, path);
                    yield template.map(manifest -> manifest.with(id));
                }
                default -> {
                    viewers.segment(exchange, path);
                    yield Optional.empty();
                }
            };
        }

        private Optional<byte[]> playlist(Exchange exchange, String path, StoredFile file)
                throws HttpError, IOException {
            Optional<Template> template = template(exchange, path, file, true);
            if (template.isEmpty()) {
                return Optional.empty();
            }
            if (!viewers.hasId(exchange)) {
                String id = viewers.expected(path);
                Template shown =
                        template.get().variants() ? template.get() : EntryPlaylist.of(exchange, uploads.bitrate(path));
                return Optional.of(shown.with(id));
            }
            return Optional.of(template.get().with(viewers.playlist(exchange, path)));
        }

        private Optional<Template> template(Exchange exchange, String path, StoredFile file, boolean tracked)
                throws IOException {
            String host = RequestTarget.host(exchange);
            String name = MediaKind.of(path) == MediaKind.MANIFEST ? RequestTarget.nameAndQuery(exchange) : "";
            TemplateCache.Key key = new TemplateCache.Key(tracked + path, file.etag(), host, name);
            Template known = templates.get(key);
            if (known != null) {
                return Optional.of(known);
            }
            Optional<Template> made = Texts.read(file)
                    .map(text -> (MediaKind.of(path) == MediaKind.MANIFEST
                                    ? DashManifest.rewrite(text, RequestTarget.reference(exchange), host)
                                    : HlsPlaylist.rewrite(text, new HlsPlaylist.Place(path, host, diskFolder, tracked)))
                            .of(text));
            made.ifPresent(template -> templates.put(key, template));
            return made;
        }

        @Override
        public void wrote(Exchange exchange, FileSystem files, String path) throws IOException {
            if (!sessions.enabled()) {
                return;
            }
            String url = prefix + path;
            switch (MediaKind.of(url)) {
                case SEGMENT -> uploads.segment(exchange, url);
                case PLAYLIST, MANIFEST -> {
                    Optional<StoredFile> stored = files.open(path);
                    if (stored.isPresent()) {
                        try (StoredFile file = stored.get()) {
                            uploads.index(exchange, url, file);
                        }
                    }
                }
                case OTHER -> {}
            }
        }
    }
}
