package media.kern.server;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import media.kern.core.fs.DiskFileSystem;
import media.kern.core.fs.FileSystem;
import media.kern.core.fs.MemoryFileSystem;
import media.kern.core.process.ProcessManager;
import media.kern.core.session.Sessions;
import media.kern.ffmpeg.probe.Probe;
import media.kern.server.api.AboutResource;
import media.kern.server.api.Api;
import media.kern.server.api.ApiResources;
import media.kern.server.api.ConfigResource;
import media.kern.server.api.FileSystemResource;
import media.kern.server.api.LogResource;
import media.kern.server.api.LoginResource;
import media.kern.server.api.MetadataResource;
import media.kern.server.api.PlayoutResource;
import media.kern.server.api.ProcessResource;
import media.kern.server.api.RtmpResource;
import media.kern.server.api.SessionResource;
import media.kern.server.api.SkillsResource;
import media.kern.server.api.WhepResource;
import media.kern.server.api.WidgetResource;
import media.kern.server.auth.BasicAuth;
import media.kern.server.auth.Credentials;
import media.kern.server.auth.JwtIssuer;
import media.kern.server.auth.JwtKey;
import media.kern.server.auth.JwtVerifier;
import media.kern.server.auth.LoginGuard;
import media.kern.server.auth.TokenGate;
import media.kern.server.config.Config;
import media.kern.server.config.ConfigStore;
import media.kern.server.config.Settings;
import media.kern.server.delivery.MediaSessions;
import media.kern.server.delivery.RequestSession;
import media.kern.server.files.FileResponses;
import media.kern.server.files.MimeTypes;
import media.kern.server.files.Mount;
import media.kern.server.files.ResponseCache;
import media.kern.server.http.AccessLists;
import media.kern.server.http.Cors;
import media.kern.server.http.FrontDoor;
import media.kern.server.http.Handler;
import media.kern.server.http.Site;
import media.kern.server.log.LogBuffer;
import media.kern.server.metrics.CertificateMetrics;
import media.kern.server.metrics.PrometheusPage;
import media.kern.server.net.IpFilter;
import media.kern.server.net.IpRanges;
import media.kern.server.net.TrustedProxies;
import media.kern.server.openapi.OpenApi;
import media.kern.server.playout.PlayoutClient;
import media.kern.server.rtmp.Rtmp;
import media.kern.server.web.BlockedRouteException;
import media.kern.server.web.Routes;
import media.kern.server.web.StartPage;
import media.kern.server.web.SwaggerUi;
import media.kern.server.webrtc.WebRtc;
import org.jspecify.annotations.Nullable;

/** The parts that answer HTTP requests, put together by the configuration. */
record HttpParts(
        ConfigStore store,
        LogBuffer log,
        ProcessManager processes,
        Probe probe,
        SkillsResource skills,
        @Nullable WebRtc webRtc,
        @Nullable Rtmp rtmp,
        DiskFileSystem disk,
        MemoryFileSystem memory,
        Sessions sessions,
        Optional<CertificateMetrics> certificates,
        Buckets buckets,
        @Nullable ResponseCache cache,
        Path folder,
        InstantSource clock) {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final int MAX_REQUESTS_AT_WORK = 4096;
    private static final String MEMORY_MOUNT = "/memfs";
    private static final String WHEP = "/api/v3/whep";
    private static final String DISK_INDEX = "index.html";

    /** How doors are made, which all lead to the same site. */
    Function<FrontDoor.Entrance, FrontDoor> doors(Vertx vertx, OpenApi document) throws BlockedRouteException {
        Config config = store.active();
        Executor blocking = new BoundedVirtualThreads(MAX_REQUESTS_AT_WORK);
        MediaSessions media = new MediaSessions(sessions);
        MimeTypes types = MimeTypes.read(folder.resolve(config.get(Settings.STORAGE_MIMETYPES_FILE)));
        AccessLists lists = new AccessLists(
                IpFilter.parse(config.get(Settings.API_ACCESS_HTTP_ALLOW), config.get(Settings.API_ACCESS_HTTP_BLOCK)),
                IpFilter.parse(
                        config.get(Settings.API_ACCESS_HTTPS_ALLOW), config.get(Settings.API_ACCESS_HTTPS_BLOCK)));
        TrustedProxies proxies = new TrustedProxies(IpRanges.parse(config.get(Settings.TRUSTED_PROXIES)));
        WhepResource whep = new WhepResource(webRtc, processes, proxies);
        Api api = api(vertx, blocking, document, lists, types, whep);
        Cors apiOrigins = new Cors(List.of());
        Cors fileOrigins = new Cors(config.get(Settings.STORAGE_CORS_ORIGINS));
        // Files have threads of their own: a crowd of slow API calls must not keep viewers waiting.
        Executor fileWork = new BoundedVirtualThreads(MAX_REQUESTS_AT_WORK);
        Handler root = new StartPage(disk, diskMount(types, media, fileWork), fileWork);
        Handler ping = exchange -> {
            boolean known = api.hasOperation(exchange.method(), exchange.rawPath());
            (known ? api : root).handle(exchange);
        };
        Routes routes = Routes.of(
                config.get(Settings.ROUTER_ROUTES),
                config.get(Settings.ROUTER_BLOCKED_PREFIXES),
                config.get(Settings.ROUTER_UI_PATH),
                folder,
                fileWork);
        Site site = new Site(routes.redirects(), new Site.Part(root, fileOrigins))
                .with("/ping", new Site.Part(ping, fileOrigins))
                .with("/api", new Site.Part(api, apiOrigins, api::options))
                .with(SwaggerUi.PREFIX + "/", new Site.Part(new SwaggerUi(lists, document), apiOrigins))
                .with(MEMORY_MOUNT + "/", new Site.Part(memoryMount(types, media), fileOrigins));
        routes.directories().forEach((prefix, handler) -> site.with(prefix, new Site.Part(handler, fileOrigins)));
        buckets.mount(site, types, cache, media, fileOrigins);
        if (config.get(Settings.METRICS_ENABLE_PROMETHEUS)) {
            Handler metrics = new PrometheusPage(
                    config.get(Settings.ID),
                    processes,
                    webRtc == null ? null : webRtc.metrics(),
                    certificates,
                    lists,
                    blocking,
                    root);
            site.with("/metrics", new Site.Part(metrics, fileOrigins));
        }
        if (webRtc != null) {
            site.with(WHEP, new Site.Part(api, Cors.ofSignalling(), exchange -> {
                api.options(exchange);
                whep.options(exchange);
            }));
        }
        RequestSession audience = new RequestSession(sessions);
        return entrance -> new FrontDoor(entrance, proxies, audience, site);
    }

    private Handler diskMount(MimeTypes types, MediaSessions media, Executor blocking) {
        String root = folder.resolve(store.active().get(Settings.STORAGE_DISK_DIR))
                .normalize()
                .toString();
        return mount(
                new Mount.Settings(disk, "", "text/html", DISK_INDEX, false, null, true, media.of("", root)),
                types,
                blocking);
    }

    /** Memory never blocks, so its files are served on the event loop. */
    private Handler memoryMount(MimeTypes types, MediaSessions media) {
        Config config = store.active();
        BasicAuth writers = config.get(Settings.STORAGE_MEMORY_AUTH_ENABLE)
                ? new BasicAuth(new Credentials(
                        config.get(Settings.STORAGE_MEMORY_AUTH_USERNAME),
                        config.get(Settings.STORAGE_MEMORY_AUTH_PASSWORD)))
                : null;
        return mount(
                new Mount.Settings(
                        memory, MEMORY_MOUNT, "application/data", "", true, writers, false, media.of(MEMORY_MOUNT, "")),
                types,
                Runnable::run);
    }

    private Handler mount(Mount.Settings settings, MimeTypes types, Executor executor) {
        return new Mount(settings, new FileResponses(types, executor, cache), types, executor);
    }

    private Api api(
            Vertx vertx, Executor blocking, OpenApi document, AccessLists lists, MimeTypes types, WhepResource whep) {
        Config config = store.active();
        String username = config.get(Settings.API_AUTH_USERNAME);
        String password = config.get(Settings.API_AUTH_PASSWORD);
        JwtKey key = JwtKey.of(username, password, config.get(Settings.API_AUTH_JWT_SECRET));
        boolean auth = config.get(Settings.API_AUTH_ENABLE);
        @Nullable
        TokenGate gate = auth
                ? new TokenGate(new JwtVerifier(key, clock), config.get(Settings.API_AUTH_DISABLE_LOCALHOST))
                : null;
        ApiResources resources = new ApiResources(
                new AboutResource(
                        config.get(Settings.ID),
                        config.get(Settings.NAME),
                        auth ? List.of("localjwt") : List.of(),
                        clock),
                new LoginResource(
                        new Credentials(username, password), new JwtIssuer(key, clock), new LoginGuard(clock)),
                new ProcessResource(processes, probe),
                skills,
                new PlayoutResource(processes, new PlayoutClient(vertx), blocking),
                whep,
                new MetadataResource(processes),
                new FileSystemResource(
                        Stream.concat(
                                        Stream.of(mounted(disk, "/", DISK_INDEX), mounted(memory, MEMORY_MOUNT, "")),
                                        buckets.mounted().stream())
                                .toList(),
                        new FileResponses(types, blocking, cache)),
                new ConfigResource(store),
                new LogResource(log),
                new SessionResource(sessions),
                new WidgetResource(processes, sessions),
                new RtmpResource(rtmp));
        Api.Rules rules = new Api.Rules(
                lists, gate, config.get(Settings.WEBRTC_PUBLIC), config.get(Settings.API_MAX_BODY_MBYTES) * MEBIBYTE);
        return new Api(vertx, blocking, rules, document, condition -> holds(config, condition), resources);
    }

    private static FileSystemResource.Mounted mounted(FileSystem files, String mount, String index) {
        return new FileSystemResource.Mounted(files, mount, index);
    }

    /** The conditions under which operations of the API document exist. */
    private static boolean holds(Config config, String condition) {
        return switch (condition) {
            case "api.read_only" -> config.get(Settings.API_READ_ONLY);
            case "api.auth.enable" -> config.get(Settings.API_AUTH_ENABLE);
            case "webrtc.enable" -> config.get(Settings.WEBRTC_ENABLE);
            default -> throw new IllegalArgumentException("the API document names an unknown setting: " + condition);
        };
    }
}
