package media.kern.server.tls;

import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates this server proves itself with, for all of its listeners. They change while it runs: connections go
 * on, the next handshake gets the new one.
 */
public final class Certificates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("TLS");
    private static final Duration TIME_OF_TICKET_KEYS = Duration.ofHours(12);
    private static final int ORDERS_AT_A_TIME = 4;
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private final Identities identities = new Identities();
    private final X509ExtendedKeyManager keys = new IdentityKeyManager(identities);
    private final HttpChallenges httpChallenges = new HttpChallenges();
    private final AlpnChallenges alpnChallenges = new AlpnChallenges();
    private final List<ServerContext> contexts = new CopyOnWriteArrayList<>();
    private final Pace pace;
    private final InstantSource clock;
    private final Source source;
    private final TicketKeys ticketKeys = new TicketKeys();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kern-certificates").factory());
    private final ExecutorService orders = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("kern-certificate-", 0).factory());

    /** Where certificates come from. */
    private sealed interface Source {
        record Files(CertificateFiles files) implements Source {}

        record Acme(AcmeSettings settings, AcmeStorage storage, List<AutomaticCertificate> certificates)
                implements Source {}
    }

    private Certificates(Path certificate, Path key, Pace pace, InstantSource clock)
            throws UnusableCertificateException {
        this.pace = pace;
        this.clock = clock;
        this.source = new Source.Files(new CertificateFiles(certificate, key, identities, clock));
    }

    private Certificates(AcmeSettings settings, Pace pace, InstantSource clock) {
        this.pace = pace;
        this.clock = clock;
        AcmeStorage storage = new AcmeStorage(settings.folder(), settings.directory());
        List<AutomaticCertificate> automatic = new ArrayList<>();
        for (String host : settings.hosts().stream().distinct().toList()) {
            automatic.add(new AutomaticCertificate(
                    host,
                    automatic.isEmpty(),
                    settings.challenges(),
                    storage.certificate(host),
                    identities,
                    pace,
                    clock));
        }
        this.source = new Source.Acme(settings, storage, automatic);
    }

    /**
     * A certificate of the operator, for whatever host is asked for.
     *
     * @param certificate PEM, with the chain behind it
     * @param key PEM, without password
     * @throws UnusableCertificateException names the file and what is wrong with it
     */
    public static Certificates ofFiles(Path certificate, Path key, Pace pace, InstantSource clock)
            throws UnusableCertificateException {
        return new Certificates(certificate, key, pace, clock);
    }

    /** Certificates that are got from an ACME server and renewed; until then some that are signed by nobody. */
    public static Certificates automatic(AcmeSettings settings, Pace pace, InstantSource clock) {
        return new Certificates(settings, pace, clock);
    }

    /** Begins to watch files, or to get certificates. The listeners should be there already. */
    public void start(ChallengePort port) {
        LOG.atInfo()
                .addKeyValue("engine", ServerContext.isNative() ? "BoringSSL" : "JDK")
                .log("TLS is on");
        every(TIME_OF_TICKET_KEYS, this::renewTicketKeys);
        switch (source) {
            case Source.Files(CertificateFiles files) -> every(pace.look(), files::look);
            case Source.Acme(AcmeSettings settings, AcmeStorage storage, List<AutomaticCertificate> certificates) -> {
                AcmeClient client = new AcmeClient(settings, storage, httpChallenges, alpnChallenges, port);
                Semaphore turns = new Semaphore(ORDERS_AT_A_TIME);
                certificates.forEach(certificate ->
                        orders.execute(() -> new RenewalLoop(certificate, client, turns, pace, clock).run()));
            }
        }
    }

    private void every(Duration period, Runnable task) {
        var _ = watch.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // It would never be called again.
                        LOG.atError().setCause(e).log("Looking after certificates failed");
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void renewTicketKeys() {
        ticketKeys.renew();
        contexts.forEach(context -> context.useTicketKeys(ticketKeys));
    }

    /**
     * A context for a listener, which must not use it any more when this is closed.
     *
     * @param applicationProtocols what is spoken inside (RFC 7301), the best first; empty if clients do not ask
     */
    public SslContext serverContext(List<String> applicationProtocols) throws SSLException {
        ServerContext context = new ServerContext(keys, applicationProtocols, alpnChallenges);
        if (ServerContext.isNative()) {
            context.useTicketKeys(ticketKeys);
        }
        contexts.add(context);
        return context;
    }

    /** For what wants a key manager: it chooses by host name when a handshake happens. */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    /**
     * The answer to a request by which an ACME server makes sure that a name leads here (RFC 8555 section 8.3).
     *
     * @param authority the {@code Host} of the request
     * @param path as it was sent
     * @return nothing if this is another request
     */
    public Optional<String> httpChallenge(String authority, String path) {
        return httpChallenges.answer(authority, path);
    }

    /** How it stands with every certificate. */
    public List<CertificateState> states() {
        return switch (source) {
            case Source.Files(CertificateFiles files) -> files.states();
            case Source.Acme acme ->
                acme.certificates().stream().map(AutomaticCertificate::state).toList();
        };
    }

    /** Ends what goes on; after the listeners. */
    @Override
    public void close() {
        watch.shutdownNow();
        orders.shutdownNow();
        try {
            if (!orders.awaitTermination(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("Getting a certificate was not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        contexts.forEach(ServerContext::close);
        contexts.clear();
    }
}
