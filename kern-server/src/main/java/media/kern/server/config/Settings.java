package media.kern.server.config;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Every variable of the configuration, in the order of overrides, messages and validation. What the reference does not
 * know comes last.
 */
public final class Settings {
    /** The address under which the reference registers certificates unless it is told another one. */
    static final String VENDOR_EMAIL = "cert@datarhei.com";

    static final String DEFAULT_MIME_TYPES = "./mime.types";

    private static final List<String> PRIVATE_RANGES = List.of(
            "127.0.0.0/8",
            "::1/128",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "fc00::/7",
            "169.254.0.0/16",
            "fe80::/10");

    public static final Setting<Long> VERSION = setting("version", LongType.signed(), 3L, "Layout of the document.")
            .required()
            .withoutEnvironment();
    public static final Setting<Instant> CREATED_AT = Setting.of(
                    "created_at", new TimeType(), Instant::now, "When this content was saved.")
            .generated("now")
            .withoutEnvironment();
    public static final Setting<String> ID = Setting.of(
                    "id", new TextType(), GeneratedValue::id, "Identity of this instance.")
            .generated("random UUID")
            .required();
    public static final Setting<String> NAME = Setting.of(
                    "name", new TextType(), GeneratedValue::name, "Name of this instance for people.")
            .generated("random words");
    public static final Setting<String> ADDRESS =
            setting("address", new AddressType(), ":8080", "Listen address of the HTTP server.");
    public static final Setting<Boolean> UPDATE_CHECK = setting(
            "update_check",
            new BooleanType(),
            true,
            "Look for newer releases once a day; sends the version and usage counters.");
    public static final Setting<String> LOG_LEVEL = setting(
            "log.level",
            new TextType(),
            "info",
            "Least important level that is logged: silent, error, warn, info or debug.");
    public static final Setting<List<String>> LOG_TOPICS =
            setting("log.topics", ListType.of(","), List.of(), "Topics that are shown on the console; empty for all.");
    public static final Setting<Integer> LOG_MAX_LINES = setting(
                    "log.max_lines",
                    IntegerType.any(),
                    1000,
                    "Lines of the log that are kept for the API; 0 or less for none.")
            .formerly("CORE_LOG_MAXLINES");
    public static final Setting<String> DB_DIR = setting(
            "db.dir",
            DirectoryType.created(),
            "./config",
            "Directory of the process database, session history and certificates.");
    public static final Setting<List<String>> HOST_NAME = setting(
            "host.name",
            ListType.of(","),
            List.of(),
            "Public names or addresses of this machine; the first one is put into addresses for clients.");
    public static final Setting<Boolean> HOST_AUTO = setting(
            "host.auto",
            new BooleanType(),
            true,
            "Kept for clients: public addresses are not looked up, so nobody outside is asked.");
    public static final Setting<Boolean> API_READ_ONLY =
            setting("api.read_only", new BooleanType(), false, "Offer only the routes of the API that change nothing.");
    public static final Setting<List<String>> API_ACCESS_HTTP_ALLOW = setting(
            "api.access.http.allow",
            ListType.ranges(),
            List.of(),
            "Client addresses that may use the API over HTTP; empty for all.");
    public static final Setting<List<String>> API_ACCESS_HTTP_BLOCK = setting(
            "api.access.http.block",
            ListType.ranges(),
            List.of(),
            "Client addresses that may not use the API over HTTP; looked at before the allowed ones.");
    public static final Setting<List<String>> API_ACCESS_HTTPS_ALLOW = setting(
            "api.access.https.allow",
            ListType.ranges(),
            List.of(),
            "Client addresses that may use the API over HTTPS; empty for all.");
    public static final Setting<List<String>> API_ACCESS_HTTPS_BLOCK = setting(
            "api.access.https.block",
            ListType.ranges(),
            List.of(),
            "Client addresses that may not use the API over HTTPS; looked at before the allowed ones.");
    public static final Setting<Boolean> API_AUTH_ENABLE = setting(
            "api.auth.enable",
            new BooleanType(),
            false,
            "Demand a login for the API. Off means that everybody who can reach the server controls it.");
    public static final Setting<Boolean> API_AUTH_DISABLE_LOCALHOST = setting(
            "api.auth.disable_localhost", new BooleanType(), false, "Demand no login from clients on this machine.");
    public static final Setting<String> API_AUTH_USERNAME = setting(
                    "api.auth.username", new TextType(), "", "User name for the login.")
            .formerly("RS_USERNAME");
    public static final Setting<String> API_AUTH_PASSWORD = setting(
                    "api.auth.password", new TextType(), "", "Password for the login.")
            .masked()
            .formerly("RS_PASSWORD");
    public static final Setting<String> API_AUTH_JWT_SECRET = Setting.of(
                    "api.auth.jwt.secret",
                    new TextType(),
                    GeneratedValue::signingSecret,
                    "Part of the key that signs tokens; empty for a new key on every start.")
            .generated("32 random characters")
            .masked();
    public static final Setting<Boolean> API_AUTH_AUTH0_ENABLE = setting(
            "api.auth.auth0.enable",
            new BooleanType(),
            false,
            "Accept tokens of Auth0 as well; only with `api.auth.enable`.");
    public static final Setting<List<Auth0Tenant>> API_AUTH_AUTH0_TENANTS = setting(
            "api.auth.auth0.tenants", new Auth0TenantsType(), List.of(), "Tenants of Auth0 whose tokens are accepted.");
    public static final Setting<String> TLS_ADDRESS =
            setting("tls.address", new AddressType(), ":8181", "Listen address of the HTTPS server.");
    public static final Setting<Boolean> TLS_ENABLE =
            setting("tls.enable", new BooleanType(), false, "Start the HTTPS server.");
    public static final Setting<Boolean> TLS_AUTO =
            setting("tls.auto", new BooleanType(), false, "Get certificates for `host.name` from Let's Encrypt.");
    public static final Setting<String> TLS_EMAIL = setting(
            "tls.email",
            new EmailType(),
            VENDOR_EMAIL,
            "Address under which automatic certificates are registered; set your own.");
    public static final Setting<String> TLS_CERT_FILE = setting(
                    "tls.cert_file", new FileType(""), "", "Certificate chain, PEM.")
            .formerly("CORE_TLS_CERTFILE");
    public static final Setting<String> TLS_KEY_FILE = setting(
                    "tls.key_file", new FileType(""), "", "Private key of the certificate, PEM.")
            .formerly("CORE_TLS_KEYFILE");
    public static final Setting<String> STORAGE_MIMETYPES_FILE = setting(
                    "storage.mimetypes_file",
                    new FileType(DEFAULT_MIME_TYPES),
                    DEFAULT_MIME_TYPES,
                    "Content types by file extension. The built-in table is used if the default file is missing; empty for no types.")
            .formerly("CORE_MIMETYPES_FILE");
    public static final Setting<String> STORAGE_DISK_DIR =
            setting("storage.disk.dir", DirectoryType.created(), "./data", "Directory that is served at `/`.");
    public static final Setting<Long> STORAGE_DISK_MAX_SIZE_MBYTES = setting(
                    "storage.disk.max_size_mbytes",
                    LongType.signed(),
                    0L,
                    "Space for files in that directory in MiB; 0 for no limit.")
            .formerly("CORE_STORAGE_DISK_MAXSIZEMBYTES");
    public static final Setting<Boolean> STORAGE_DISK_CACHE_ENABLE =
            setting("storage.disk.cache.enable", new BooleanType(), true, "Keep responses from disk and S3 in memory.");
    public static final Setting<Long> STORAGE_DISK_CACHE_MAX_SIZE_MBYTES = setting(
                    "storage.disk.cache.max_size_mbytes",
                    LongType.unsigned(),
                    0L,
                    "Memory for kept responses in MiB; 0 for no limit.")
            .formerly("CORE_STORAGE_DISK_CACHE_MAXSIZEMBYTES");
    public static final Setting<Long> STORAGE_DISK_CACHE_TTL_SECONDS = setting(
                    "storage.disk.cache.ttl_seconds", LongType.signed(), 300L, "Seconds for which a response is kept.")
            .formerly("CORE_STORAGE_DISK_CACHE_TTLSECONDS");
    public static final Setting<Long> STORAGE_DISK_CACHE_MAX_FILE_SIZE_MBYTES = setting(
                    "storage.disk.cache.max_file_size_mbytes",
                    LongType.unsigned(),
                    1L,
                    "Largest response that is kept in MiB; 0 for no limit.")
            .formerly("CORE_STORAGE_DISK_CACHE_MAXFILESIZEMBYTES");
    public static final Setting<List<String>> STORAGE_DISK_CACHE_TYPES_ALLOW = setting(
                    "storage.disk.cache.types.allow",
                    ListType.of(" "),
                    List.of(),
                    "File extensions with dot whose responses are kept; empty for all.")
            .formerly("CORE_STORAGE_DISK_CACHE_TYPES")
            .named("storage.disk.cache.type.allow");
    public static final Setting<List<String>> STORAGE_DISK_CACHE_TYPES_BLOCK = setting(
                    "storage.disk.cache.types.block",
                    ListType.of(" "),
                    List.of(".m3u8", ".mpd"),
                    "File extensions with dot whose responses are not kept.")
            .named("storage.disk.cache.type.block");
    public static final Setting<Boolean> STORAGE_MEMORY_AUTH_ENABLE = setting(
            "storage.memory.auth.enable", new BooleanType(), true, "Demand credentials for writing to `/memfs`.");
    public static final Setting<String> STORAGE_MEMORY_AUTH_USERNAME =
            setting("storage.memory.auth.username", new TextType(), "admin", "User name for writing to `/memfs`.");
    public static final Setting<String> STORAGE_MEMORY_AUTH_PASSWORD = Setting.of(
                    "storage.memory.auth.password",
                    new TextType(),
                    GeneratedValue::password,
                    "Password for writing to `/memfs`.")
            .generated("18 random characters")
            .masked();
    public static final Setting<Long> STORAGE_MEMORY_MAX_SIZE_MBYTES = setting(
                    "storage.memory.max_size_mbytes",
                    LongType.signed(),
                    0L,
                    "Memory for files in `/memfs` in MiB; 0 for no limit.")
            .formerly("CORE_STORAGE_MEMORY_MAXSIZEMBYTES");
    public static final Setting<Boolean> STORAGE_MEMORY_PURGE = setting(
            "storage.memory.purge", new BooleanType(), false, "Remove the oldest files of `/memfs` when it is full.");
    public static final Setting<List<S3Storage>> STORAGE_S3 =
            setting("storage.s3", new S3StorageType(), List.of(), "Buckets that are offered as file systems.");
    public static final Setting<List<String>> STORAGE_CORS_ORIGINS = setting(
            "storage.cors.origins", ListType.origins(), List.of("*"), "Origins of web pages that may read files.");
    public static final Setting<Boolean> RTMP_ENABLE =
            setting("rtmp.enable", new BooleanType(), false, "Start the RTMP server.");
    public static final Setting<Boolean> RTMP_ENABLE_TLS =
            setting("rtmp.enable_tls", new BooleanType(), false, "Start the RTMPS server as well; needs `tls.enable`.");
    public static final Setting<String> RTMP_ADDRESS =
            setting("rtmp.address", new AddressType(), ":1935", "Listen address of the RTMP server.");
    public static final Setting<String> RTMP_ADDRESS_TLS =
            setting("rtmp.address_tls", new AddressType(), ":1936", "Listen address of the RTMPS server.");
    public static final Setting<String> RTMP_APP =
            setting("rtmp.app", new AbsolutePathType(), "/", "First part of the path of streams.");
    public static final Setting<String> RTMP_TOKEN = setting(
                    "rtmp.token", new TextType(), "", "Token that publishers and players must send; empty for none.")
            .masked();
    public static final Setting<Boolean> SRT_ENABLE =
            setting("srt.enable", new BooleanType(), false, "Start the SRT server.");
    public static final Setting<String> SRT_ADDRESS =
            setting("srt.address", new AddressType(), ":6000", "Listen address of the SRT server, UDP.");
    public static final Setting<String> SRT_PASSPHRASE = setting(
                    "srt.passphrase",
                    new TextType(),
                    "",
                    "Passphrase of encrypted connections, 10 to 79 bytes; empty for unencrypted ones.")
            .masked();
    public static final Setting<String> SRT_TOKEN = setting(
                    "srt.token", new TextType(), "", "Token that publishers and players must send; empty for none.")
            .masked();
    public static final Setting<Boolean> SRT_LOG_ENABLE =
            setting("srt.log.enable", new BooleanType(), false, "Keep a log of SRT connections for the API.");
    public static final Setting<List<String>> SRT_LOG_TOPICS =
            setting("srt.log.topics", ListType.of(","), List.of(), "Topics of that log.");
    public static final Setting<String> FFMPEG_BINARY = setting(
                    "ffmpeg.binary",
                    new ProgramType(),
                    "ffmpeg",
                    "FFmpeg: a path, or a name that is searched in `PATH`.")
            .required();
    public static final Setting<Long> FFMPEG_MAX_PROCESSES = setting(
                    "ffmpeg.max_processes",
                    LongType.signed(),
                    0L,
                    "Processes that may run at the same time; 0 for no limit.")
            .environment("CORE_FFMPEG_MAXPROCESSES");
    public static final Setting<List<String>> FFMPEG_ACCESS_INPUT_ALLOW = setting(
            "ffmpeg.access.input.allow",
            ListType.of(" "),
            List.of(),
            "Regular expressions for addresses that processes may read; empty for all.");
    public static final Setting<List<String>> FFMPEG_ACCESS_INPUT_BLOCK = setting(
            "ffmpeg.access.input.block",
            ListType.of(" "),
            List.of(),
            "Regular expressions for addresses that processes may not read; looked at before the allowed ones.");
    public static final Setting<List<String>> FFMPEG_ACCESS_OUTPUT_ALLOW = setting(
            "ffmpeg.access.output.allow",
            ListType.of(" "),
            List.of(),
            "Regular expressions for addresses that processes may write; empty for all.");
    public static final Setting<List<String>> FFMPEG_ACCESS_OUTPUT_BLOCK = setting(
            "ffmpeg.access.output.block",
            ListType.of(" "),
            List.of(),
            "Regular expressions for addresses that processes may not write; looked at before the allowed ones.");
    public static final Setting<Integer> FFMPEG_LOG_MAX_LINES = setting(
                    "ffmpeg.log.max_lines", IntegerType.any(), 50, "Lines of output that are kept per process.")
            .formerly("CORE_FFMPEG_LOG_MAXLINES");
    public static final Setting<Integer> FFMPEG_LOG_MAX_HISTORY = setting(
                    "ffmpeg.log.max_history", IntegerType.any(), 3, "Logs of earlier runs that are kept per process.")
            .formerly("CORE_FFMPEG_LOG_MAXHISTORY");
    public static final Setting<Boolean> PLAYOUT_ENABLE =
            setting("playout.enable", new BooleanType(), false, "Offer the playout API of processes.");
    public static final Setting<Integer> PLAYOUT_MIN_PORT = setting(
                    "playout.min_port", IntegerType.port(), 0, "First port for the playout of processes.")
            .formerly("CORE_PLAYOUT_MINPORT");
    public static final Setting<Integer> PLAYOUT_MAX_PORT = setting(
                    "playout.max_port", IntegerType.port(), 0, "Last port for the playout of processes.")
            .formerly("CORE_PLAYOUT_MAXPORT");
    public static final Setting<Boolean> DEBUG_PROFILING =
            setting("debug.profiling", new BooleanType(), false, "Offer `/profiling`.");
    public static final Setting<Integer> DEBUG_FORCE_GC = setting(
                    "debug.force_gc",
                    IntegerType.any(),
                    0,
                    "Seconds between forced garbage collections; 0 or less for none.")
            .formerly("CORE_DEBUG_FORCEGC");
    public static final Setting<Long> DEBUG_MEMORY_LIMIT_MBYTES = setting(
            "debug.memory_limit_mbytes",
            LongType.signed(),
            0L,
            "Wanted limit of the server's own heap in MiB; 0 or less for none.");
    public static final Setting<Boolean> METRICS_ENABLE = setting(
            "metrics.enable", new BooleanType(), false, "Keep a history of metrics; current values are always there.");
    public static final Setting<Boolean> METRICS_ENABLE_PROMETHEUS =
            setting("metrics.enable_prometheus", new BooleanType(), false, "Offer `/metrics`.");
    public static final Setting<Long> METRICS_RANGE_SEC = setting(
                    "metrics.range_sec", LongType.signed(), 300L, "Seconds that the history reaches back.")
            .named("metrics.range_seconds")
            .environment("CORE_METRICS_RANGE_SECONDS");
    public static final Setting<Long> METRICS_INTERVAL_SEC = setting(
                    "metrics.interval_sec", LongType.signed(), 2L, "Seconds between two values of the history.")
            .named("metrics.interval_seconds")
            .environment("CORE_METRICS_INTERVAL_SECONDS");
    public static final Setting<Boolean> SESSIONS_ENABLE =
            setting("sessions.enable", new BooleanType(), true, "Count viewers and publishers.");
    public static final Setting<List<String>> SESSIONS_IP_IGNORELIST = setting(
            "sessions.ip_ignorelist",
            ListType.ranges(),
            List.of("127.0.0.1/32", "::1/128"),
            "Client addresses that are not counted.");
    public static final Setting<Integer> SESSIONS_SESSION_TIMEOUT_SEC = setting(
            "sessions.session_timeout_sec", IntegerType.any(), 30, "Seconds without data after which a session ends.");
    public static final Setting<Boolean> SESSIONS_PERSIST =
            setting("sessions.persist", new BooleanType(), false, "Keep the history of sessions in `db.dir`.");
    public static final Setting<Integer> SESSIONS_PERSIST_INTERVAL_SEC = setting(
            "sessions.persist_interval_sec",
            IntegerType.any(),
            300,
            "Seconds between two writes of that history; 0 for only when stopping.");
    public static final Setting<Long> SESSIONS_MAX_BITRATE_MBIT = setting(
                    "sessions.max_bitrate_mbit",
                    LongType.unsigned(),
                    0L,
                    "Outgoing Mbit/s (of 1,048,576 bit) above which new viewers are refused; 0 for no limit.")
            .environment("CORE_SESSIONS_MAXBITRATE_MBIT");
    public static final Setting<Long> SESSIONS_MAX_SESSIONS = setting(
                    "sessions.max_sessions",
                    LongType.unsigned(),
                    0L,
                    "Sessions above which new viewers are refused; 0 for no limit.")
            .formerly("CORE_SESSIONS_MAXSESSIONS");
    public static final Setting<Boolean> SERVICE_ENABLE =
            setting("service.enable", new BooleanType(), false, "Report to the monitoring service.");
    public static final Setting<String> SERVICE_TOKEN = setting(
                    "service.token", new TextType(), "", "Token for the monitoring service.")
            .masked();
    public static final Setting<String> SERVICE_URL =
            setting("service.url", new UrlType(), "https://service.datarhei.com", "Address of the monitoring service.");
    public static final Setting<List<String>> ROUTER_BLOCKED_PREFIXES = setting(
            "router.blocked_prefixes", ListType.of(","), List.of("/api"), "Prefixes that routes must not start with.");
    public static final Setting<SortedMap<String, String>> ROUTER_ROUTES = setting(
            "router.routes",
            new RoutesType(),
            Collections.emptySortedMap(),
            "Redirects by path, and directories by path that ends with `/*`.");
    public static final Setting<String> ROUTER_UI_PATH = setting(
            "router.ui_path", DirectoryType.existing(), "", "Directory that is served at `/ui`; empty for none.");
    public static final Setting<Boolean> WEBRTC_ENABLE =
            setting("webrtc.enable", new BooleanType(), false, "Offer WHEP and WHIP.");
    public static final Setting<String> WEBRTC_PUBLIC_IP = setting(
            "webrtc.public_ip",
            new TextType(),
            "",
            "Address that is told to viewers; empty for the machine's own addresses.");
    public static final Setting<List<String>> WEBRTC_NAT_1_TO_1_IPS = setting(
            "webrtc.nat_1_to_1_ips",
            ListType.of(","),
            List.of(),
            "Addresses that are told to viewers instead of the private ones behind a NAT.");
    public static final Setting<Integer> WEBRTC_UDP_MUX_PORT = setting(
            "webrtc.udp_mux_port",
            IntegerType.port(),
            0,
            "UDP port for all viewers; 0 for one that is chosen at start.");
    public static final Setting<Integer> WEBRTC_TCP_MUX_PORT = setting(
            "webrtc.tcp_mux_port",
            IntegerType.port(),
            0,
            "TCP port for viewers whose network lets no UDP through; 0 for none.");
    public static final Setting<Integer> WEBRTC_MAX_PEERS =
            setting("webrtc.max_peers", IntegerType.any(), 32, "Viewers in total; 0 for no limit.");
    public static final Setting<Integer> WEBRTC_MAX_PEERS_PER_STREAM =
            setting("webrtc.max_peers_per_stream", IntegerType.any(), 8, "Viewers of one process; 0 for no limit.");
    public static final Setting<List<String>> WEBRTC_ICE_SERVERS = setting(
                    "webrtc.ice_servers",
                    ListType.of(","),
                    List.of(),
                    "URLs of STUN and TURN servers (`stun:`, `stuns:`, `turn:`, `turns:`), optionally with credentials.")
            .masked();
    public static final Setting<Boolean> WEBRTC_PUBLIC =
            setting("webrtc.public", new BooleanType(), false, "Let everybody watch: WHEP demands no login.");
    public static final Setting<List<String>> TRUSTED_PROXIES = setting(
            "trusted_proxies",
            ListType.ranges(),
            PRIVATE_RANGES,
            "Addresses of proxies whose `X-Forwarded-For` and `X-Real-IP` are believed.");
    public static final Setting<Long> API_MAX_BODY_MBYTES =
            setting("api.max_body_mbytes", LongType.signed(), 16L, "Largest JSON body of a request in MiB.");
    public static final Setting<Long> FFMPEG_MAX_RESTART_DELAY_SECONDS = setting(
            "ffmpeg.max_restart_delay_seconds",
            LongType.unsigned(),
            15L,
            "A process that ends within 3 seconds of its start, again and again, is started anew after 1, 2, 4, ..."
                    + " seconds up to this many. Its own reconnect delay is kept if that is longer.");
    public static final Setting<Boolean> FFMPEG_ACCESS_INPUT_CONFINE = setting(
            "ffmpeg.access.input.confine",
            new BooleanType(),
            false,
            "Let processes read files only from `storage.disk.dir` and devices.");
    public static final Setting<Boolean> TLS_REDIRECT = setting(
            "tls.redirect",
            new BooleanType(),
            false,
            "Send clients that come over HTTP to HTTPS, but those of this machine.");
    public static final Setting<String> TLS_ACME_DIRECTORY = setting(
            "tls.acme.directory",
            new UrlType(),
            "https://acme-v02.api.letsencrypt.org/directory",
            "Directory of the ACME server that issues automatic certificates.");
    public static final Setting<String> TLS_ACME_TRUST_FILE = setting(
            "tls.acme.trust_file",
            new FileType(""),
            "",
            "Certificates, PEM, that the ACME server's own one has to be signed by; empty for those every browser knows.");
    public static final Setting<List<String>> TLS_ACME_CHALLENGES = setting(
            "tls.acme.challenges",
            ListType.of(","),
            List.of("http-01", "tls-alpn-01"),
            "How the ACME server may check that a name leads here, tried in turn.");
    public static final Setting<Integer> TLS_ACME_HTTP_PORT = setting(
            "tls.acme.http_port",
            IntegerType.port(),
            80,
            "Port that also answers `http-01` while a certificate is being got; 0 for `address` alone.");

    static final List<Setting<?>> ALL = List.of(
            VERSION,
            CREATED_AT,
            ID,
            NAME,
            ADDRESS,
            UPDATE_CHECK,
            LOG_LEVEL,
            LOG_TOPICS,
            LOG_MAX_LINES,
            DB_DIR,
            HOST_NAME,
            HOST_AUTO,
            API_READ_ONLY,
            API_ACCESS_HTTP_ALLOW,
            API_ACCESS_HTTP_BLOCK,
            API_ACCESS_HTTPS_ALLOW,
            API_ACCESS_HTTPS_BLOCK,
            API_AUTH_ENABLE,
            API_AUTH_DISABLE_LOCALHOST,
            API_AUTH_USERNAME,
            API_AUTH_PASSWORD,
            API_AUTH_JWT_SECRET,
            API_AUTH_AUTH0_ENABLE,
            API_AUTH_AUTH0_TENANTS,
            TLS_ADDRESS,
            TLS_ENABLE,
            TLS_AUTO,
            TLS_EMAIL,
            TLS_CERT_FILE,
            TLS_KEY_FILE,
            STORAGE_MIMETYPES_FILE,
            STORAGE_DISK_DIR,
            STORAGE_DISK_MAX_SIZE_MBYTES,
            STORAGE_DISK_CACHE_ENABLE,
            STORAGE_DISK_CACHE_MAX_SIZE_MBYTES,
            STORAGE_DISK_CACHE_TTL_SECONDS,
            STORAGE_DISK_CACHE_MAX_FILE_SIZE_MBYTES,
            STORAGE_DISK_CACHE_TYPES_ALLOW,
            STORAGE_DISK_CACHE_TYPES_BLOCK,
            STORAGE_MEMORY_AUTH_ENABLE,
            STORAGE_MEMORY_AUTH_USERNAME,
            STORAGE_MEMORY_AUTH_PASSWORD,
            STORAGE_MEMORY_MAX_SIZE_MBYTES,
            STORAGE_MEMORY_PURGE,
            STORAGE_S3,
            STORAGE_CORS_ORIGINS,
            RTMP_ENABLE,
            RTMP_ENABLE_TLS,
            RTMP_ADDRESS,
            RTMP_ADDRESS_TLS,
            RTMP_APP,
            RTMP_TOKEN,
            SRT_ENABLE,
            SRT_ADDRESS,
            SRT_PASSPHRASE,
            SRT_TOKEN,
            SRT_LOG_ENABLE,
            SRT_LOG_TOPICS,
            FFMPEG_BINARY,
            FFMPEG_MAX_PROCESSES,
            FFMPEG_ACCESS_INPUT_ALLOW,
            FFMPEG_ACCESS_INPUT_BLOCK,
            FFMPEG_ACCESS_OUTPUT_ALLOW,
            FFMPEG_ACCESS_OUTPUT_BLOCK,
            FFMPEG_LOG_MAX_LINES,
            FFMPEG_LOG_MAX_HISTORY,
            PLAYOUT_ENABLE,
            PLAYOUT_MIN_PORT,
            PLAYOUT_MAX_PORT,
            DEBUG_PROFILING,
            DEBUG_FORCE_GC,
            DEBUG_MEMORY_LIMIT_MBYTES,
            METRICS_ENABLE,
            METRICS_ENABLE_PROMETHEUS,
            METRICS_RANGE_SEC,
            METRICS_INTERVAL_SEC,
            SESSIONS_ENABLE,
            SESSIONS_IP_IGNORELIST,
            SESSIONS_SESSION_TIMEOUT_SEC,
            SESSIONS_PERSIST,
            SESSIONS_PERSIST_INTERVAL_SEC,
            SESSIONS_MAX_BITRATE_MBIT,
            SESSIONS_MAX_SESSIONS,
            SERVICE_ENABLE,
            SERVICE_TOKEN,
            SERVICE_URL,
            ROUTER_BLOCKED_PREFIXES,
            ROUTER_ROUTES,
            ROUTER_UI_PATH,
            WEBRTC_ENABLE,
            WEBRTC_PUBLIC_IP,
            WEBRTC_NAT_1_TO_1_IPS,
            WEBRTC_UDP_MUX_PORT,
            WEBRTC_TCP_MUX_PORT,
            WEBRTC_MAX_PEERS,
            WEBRTC_MAX_PEERS_PER_STREAM,
            WEBRTC_ICE_SERVERS,
            WEBRTC_PUBLIC,
            TRUSTED_PROXIES,
            API_MAX_BODY_MBYTES,
            FFMPEG_MAX_RESTART_DELAY_SECONDS,
            FFMPEG_ACCESS_INPUT_CONFINE,
            TLS_REDIRECT,
            TLS_ACME_DIRECTORY,
            TLS_ACME_TRUST_FILE,
            TLS_ACME_CHALLENGES,
            TLS_ACME_HTTP_PORT);

    private Settings() {}

    private static <T> Setting<T> setting(String path, SettingType<T> type, T initial, String description) {
        return Setting.of(path, type, () -> initial, description);
    }
}
