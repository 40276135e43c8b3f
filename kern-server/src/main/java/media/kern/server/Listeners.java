package media.kern.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import media.kern.server.config.Config;
import media.kern.server.config.HostPort;
import media.kern.server.config.InvalidValueException;
import media.kern.server.config.Setting;
import media.kern.server.config.Settings;
import media.kern.server.http.ChallengeAnswer;
import media.kern.server.http.ChallengeListener;
import media.kern.server.http.EarlyAnswer;
import media.kern.server.http.FrontDoor;
import media.kern.server.http.FrontDoor.Entrance;
import media.kern.server.http.HttpsRedirect;
import media.kern.server.http.Listener;
import media.kern.server.net.IpRanges;
import media.kern.server.net.TrustedProxies;
import media.kern.server.tls.CertificateState;
import media.kern.server.tls.Certificates;
import media.kern.server.tls.ChallengePort;

/** The listeners for HTTP and HTTPS, with the same site behind them, and the certificates of the latter. */
final class Listeners implements AutoCloseable {
    private static final Duration TIME_TO_BIND = Duration.ofSeconds(10);

    private final List<Listener> listeners = new ArrayList<>();
    private final Optional<Certificates> certificates;
    private int port;
    private int tlsPort;

    private Listeners(Optional<Certificates> certificates) {
        this.certificates = certificates;
    }

    /**
     * Binds what the configuration wants.
     *
     * @param certificates of the HTTPS listener; nothing if there is none. Closed with the listeners
     * @throws IOException names the listener and what is wrong with its address
     */
    static Listeners open(
            Vertx vertx, Config config, Function<Entrance, FrontDoor> doors, Optional<Certificates> certificates)
            throws IOException, InvalidValueException {
        Listeners opened = new Listeners(certificates);
        try {
            opened.bind(vertx, config, doors);
            return opened;
        } catch (IOException | InvalidValueException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void bind(Vertx vertx, Config config, Function<Entrance, FrontDoor> doors)
            throws IOException, InvalidValueException {
        List<EarlyAnswer> early = new ArrayList<>();
        if (certificates.isPresent()) {
            Certificates used = certificates.get();
            FrontDoor door = doors.apply(new Entrance("HTTPS", config.get(Settings.TLS_ADDRESS), List.of()));
            tlsPort = bind("HTTPS", Listener.secure(vertx, door, used), config, Settings.TLS_ADDRESS);
            early.add(new ChallengeAnswer(used));
            if (config.get(Settings.TLS_REDIRECT)) {
                TrustedProxies proxies = new TrustedProxies(IpRanges.parse(config.get(Settings.TRUSTED_PROXIES)));
                early.add(new HttpsRedirect(tlsPort, config.get(Settings.HOST_NAME), proxies));
            }
        }
        FrontDoor door = doors.apply(new Entrance("HTTP", config.get(Settings.ADDRESS), early));
        port = bind("HTTP", Listener.plain(vertx, door), config, Settings.ADDRESS);
        if (certificates.isPresent()) {
            certificates.get().start(challengePort(vertx, certificates.get(), config));
        }
    }

    private int bind(String name, Listener listener, Config config, Setting<String> setting)
            throws IOException, InvalidValueException {
        String address = config.get(setting);
        HostPort parts = HostPort.parse(address);
        listeners.add(listener);
        return await(name, listener.listen(parts.host(), parts.portNumber()), address);
    }

    private static int await(String name, Future<Integer> bound, String address) throws IOException {
        try {
            return bound.toCompletionStage().toCompletableFuture().get(TIME_TO_BIND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(name + " server: listen tcp " + address + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    private ChallengePort challengePort(Vertx vertx, Certificates used, Config config) throws InvalidValueException {
        int wanted = config.get(Settings.TLS_ACME_HTTP_PORT);
        String host = HostPort.parse(config.get(Settings.ADDRESS)).host();
        return wanted == 0 || wanted == port ? ChallengePort.NONE : new ChallengeListener(vertx, used, host, wanted);
    }

    int port() {
        return port;
    }

    /** 0 without TLS. */
    int tlsPort() {
        return tlsPort;
    }

    List<CertificateState> certificates() {
        return certificates.map(Certificates::states).orElse(List.of());
    }

    /** Takes no more connections and ends the ones there are when their requests are done, or at the limit. */
    Future<Void> shutdown(Duration limit) {
        return Future.join(listeners.stream()
                        .map(listener -> listener.close(limit))
                        .toList())
                .mapEmpty();
    }

    /** Gives back what belongs to the certificates, when no connection uses them any more. */
    @Override
    public void close() {
        certificates.ifPresent(Certificates::close);
    }
}
