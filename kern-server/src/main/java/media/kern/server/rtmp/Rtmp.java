package media.kern.server.rtmp;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import media.kern.core.session.Collector;
import media.kern.core.session.Newcomer;
import media.kern.rtmp.RtmpAction;
import media.kern.rtmp.RtmpDecision;
import media.kern.rtmp.RtmpEnd;
import media.kern.rtmp.RtmpEndpoint;
import media.kern.rtmp.RtmpListener;
import media.kern.rtmp.RtmpOptions;
import media.kern.rtmp.RtmpRequest;
import media.kern.rtmp.RtmpServer;
import media.kern.rtmp.RtmpSession;
import media.kern.rtmp.TokenAuthority;
import media.kern.rtmp.stream.StreamInfo;
import media.kern.server.config.Config;
import media.kern.server.config.HostPort;
import media.kern.server.config.InvalidValueException;
import media.kern.server.config.Setting;
import media.kern.server.config.Settings;
import media.kern.server.delivery.Accounts;
import media.kern.server.delivery.PathNames;
import media.kern.server.tls.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The RTMP server, and RTMPS with the certificates of HTTPS. */
public final class Rtmp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("RTMP");

    private final Accounts<RtmpSession> accounts;
    private final RtmpServer server;

    private Rtmp(Config config, Optional<Certificates> certificates, Collector sessions)
            throws IOException, InvalidValueException {
        String application = config.get(Settings.RTMP_APP);
        Optional<String> token = Optional.of(config.get(Settings.RTMP_TOKEN)).filter(text -> !text.isEmpty());
        this.accounts = new Accounts<>(sessions, RtmpSession::bytesReceived, RtmpSession::bytesSent);
        try {
            this.server = RtmpServer.start(
                    endpoints(config, certificates),
                    RtmpOptions.defaults(),
                    new TokenAuthority(application, token, token),
                    new Followed(application));
        } catch (IOException e) {
            accounts.close();
            throw new IOException("RTMP server: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the ports.
     *
     * @param certificates nothing if TLS is off; then there is no RTMPS
     * @throws IOException if one cannot be opened
     */
    public static Rtmp start(Config config, Optional<Certificates> certificates, Collector sessions)
            throws IOException, InvalidValueException {
        Rtmp rtmp = new Rtmp(config, certificates, sessions);
        LOG.atInfo().addKeyValue("address", rtmp.server.addresses()).log("Server started");
        return rtmp;
    }

    private static List<RtmpEndpoint> endpoints(Config config, Optional<Certificates> certificates)
            throws InvalidValueException, SSLException {
        List<RtmpEndpoint> endpoints = new ArrayList<>();
        endpoints.add(RtmpEndpoint.plain(address(config, Settings.RTMP_ADDRESS)));
        if (config.get(Settings.RTMP_ENABLE_TLS) && certificates.isPresent()) {
            // It chooses the certificate in every handshake.
            SslContext context = certificates.get().serverContext(List.of());
            endpoints.add(RtmpEndpoint.secure(address(config, Settings.RTMP_ADDRESS_TLS), () -> context));
        }
        return endpoints;
    }

    private static InetSocketAddress address(Config config, Setting<String> setting) throws InvalidValueException {
        HostPort parts = HostPort.parse(config.get(setting));
        return parts.host().isEmpty()
                ? new InetSocketAddress(parts.portNumber())
                : new InetSocketAddress(parts.host(), parts.portNumber());
    }

    /** Names of streams that have a publisher. */
    public List<String> streams() {
        return server.streams().stream().map(StreamInfo::name).sorted().toList();
    }

    @Override
    public void close() {
        server.close();
        accounts.close();
        LOG.atInfo().log("Server exited");
    }

    /** What is logged and counted of connections. */
    private final class Followed implements RtmpListener {
        private final String application;

        Followed(String application) {
            this.application = application;
        }

        @Override
        public void opened(RtmpSession session) {
            boolean publishes = session.action() == RtmpAction.PUBLISH;
            String remote = text(session.remote());
            Newcomer newcomer = new Newcomer(
                    publishes ? session.stream() : remote,
                    reference(session.stream()),
                    (publishes ? "publish:" : "play:") + session.stream(),
                    remote,
                    "");
            accounts.open(session, newcomer, session.remote().getAddress());
            event(session, "START").log("");
        }

        @Override
        public void closed(RtmpSession session, RtmpEnd end) {
            accounts.close(session, false);
            if (!end.expected()) {
                event(session, "ERROR").log(end.reason());
            }
            event(session, "STOP").log("");
        }

        @Override
        public void refused(RtmpRequest request, RtmpDecision.Refuse refusal) {
            LOG.atWarn()
                    .addKeyValue("who", request.action().name())
                    .addKeyValue(
                            "action",
                            switch (refusal.reason()) {
                                case DENIED -> "FORBIDDEN";
                                case CONFLICT -> "CONFLICT";
                                case NOT_FOUND -> "NOTFOUND";
                            })
                    .addKeyValue("client", text(request.remote()))
                    .log(refusal.message());
        }

        @Override
        public void track(RtmpSession publisher, String codec) {
            event(publisher, "STREAM").log(codec);
        }

        @Override
        public void unsupported(RtmpSession publisher, String codec) {
            event(publisher, "STREAM").log(codec + " is not passed on");
        }

        /** What a stream is called in sessions: without extension and application. */
        private String reference(String stream) {
            String prefix = application + "/";
            String name = PathNames.withoutExtension(stream);
            return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        }

        private static LoggingEventBuilder event(RtmpSession session, String action) {
            return LOG.atInfo()
                    .addKeyValue("who", session.action().name())
                    .addKeyValue("action", action)
                    .addKeyValue("path", session.stream())
                    .addKeyValue("client", text(session.remote()));
        }

        private static String text(InetSocketAddress address) {
            String host = address.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }
}
