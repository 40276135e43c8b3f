package media.kern.rtmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import media.kern.rtmp.client.RtmpClient;
import media.kern.rtmp.client.RtmpClientOptions;
import media.kern.rtmp.net.Transport;
import media.kern.rtmp.stream.StreamLimits;

/** A server on a free port that lets everybody in, with what it has told. */
final class TestingServer implements AutoCloseable {
    private final Transport transport = Transport.start("test", 1);
    private final RtmpServer server;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<RtmpSession> ended = new CopyOnWriteArrayList<>();

    TestingServer() throws IOException {
        this(options -> options);
    }

    TestingServer(UnaryOperator<RtmpOptions> change) throws IOException {
        this(change, new TokenAuthority("/", Optional.empty(), Optional.empty()));
    }

    TestingServer(UnaryOperator<RtmpOptions> change, RtmpAuthority authority) throws IOException {
        RtmpEndpoint endpoint = RtmpEndpoint.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = RtmpServer.start(
                List.of(endpoint), change.apply(RtmpOptions.defaults().withThreads(2)), authority, new Recorder());
    }

    static UnaryOperator<RtmpOptions> streams(UnaryOperator<StreamLimits> change) {
        return options -> options.withStreams(change.apply(options.streams()));
    }

    /** Gives up after so many milliseconds, whatever it waits for. */
    static UnaryOperator<RtmpOptions> patience(long millis) {
        Duration patience = Duration.ofMillis(millis);
        return options -> options.withTimes(new RtmpOptions.Times(patience, patience, patience, patience));
    }

    private final class Recorder implements RtmpListener {
        @Override
        public void opened(RtmpSession session) {
            events.add(session.action() + " " + session.stream());
        }

        @Override
        public void closed(RtmpSession session, RtmpEnd end) {
            ended.add(session);
            events.add("end of " + session.action() + " " + session.stream() + ": " + end.reason());
        }

        @Override
        public void refused(RtmpRequest request, RtmpDecision.Refuse refusal) {
            events.add("refused " + request.action() + ": " + refusal.message());
        }

        @Override
        public void track(RtmpSession publisher, String codec) {
            events.add("track " + codec);
        }

        @Override
        public void unsupported(RtmpSession publisher, String codec) {
            events.add("unsupported " + codec);
        }

        @Override
        public void skipped(RtmpSession player) {
            events.add("skipped");
        }
    }

    RtmpServer server() {
        return server;
    }

    InetSocketAddress address() {
        return server.addresses().getFirst();
    }

    String url(String path) {
        return "rtmp://127.0.0.1:" + address().getPort() + path;
    }

    /** What the listener has heard. */
    List<String> events() {
        return events;
    }

    /** Sessions that are over. */
    List<RtmpSession> ended() {
        return ended;
    }

    RtmpClientOptions options(String name) {
        return RtmpClientOptions.of(address(), "live", name);
    }

    Publishing publish(String name) throws IOException {
        return publish(options(name));
    }

    Publishing publish(RtmpClientOptions options) throws IOException {
        Watching listener = new Watching();
        return new Publishing(RtmpClient.publish(transport, options, listener), listener);
    }

    Watching play(String name) throws IOException {
        return play(options(name));
    }

    Watching play(RtmpClientOptions options) throws IOException {
        Watching listener = new Watching();
        listener.connected(RtmpClient.play(transport, options, listener));
        return listener;
    }

    @Override
    public void close() {
        server.close();
        transport.close();
    }
}
