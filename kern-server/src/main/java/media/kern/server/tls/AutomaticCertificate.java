package media.kern.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate of one host name: when it is got, renewed, or tried again. Used by one thread at a time. */
final class AutomaticCertificate {
    private static final Logger LOG = LoggerFactory.getLogger("Let's Encrypt");
    /** Spread over this share of a delay, so that not all servers of a fleet come at the same time. */
    private static final double JITTER = 0.2;
    /** More than there are, but for a circle. */
    private static final int MAX_CAUSES = 10;

    private final String host;
    private final boolean first;
    private final List<String> challenges;
    private final Identities identities;
    private final Pace pace;
    private final InstantSource clock;
    private Instant due;
    private int failures;
    private volatile CertificateState state;

    /** @param stored the certificate of an earlier run */
    AutomaticCertificate(
            String host,
            boolean first,
            List<String> challenges,
            Optional<Identity> stored,
            Identities identities,
            Pace pace,
            InstantSource clock) {
        this.host = host;
        this.first = first;
        this.challenges = challenges;
        this.identities = identities;
        this.pace = pace;
        this.clock = clock;
        Instant now = clock.instant();
        Optional<Identity> usable =
                stored.filter(identity -> identity.notAfter().isAfter(now));
        if (usable.isPresent()) {
            due = renewalOf(usable.get());
            state = CertificateState.issued(host, usable.get(), Optional.of(due));
            identities.use(host, usable.get(), first);
        } else {
            due = now;
            state = CertificateState.missing(host);
            identities.use(host, SelfSigned.identity(host, now), first);
            LOG.atWarn()
                    .addKeyValue("host", host)
                    .log("There is no certificate yet: HTTPS answers with one that browsers warn of until there is");
        }
    }

    /** The last third of the lifetime begins. */
    private static Instant renewalOf(Identity identity) {
        Duration lifetime = Duration.between(identity.notBefore(), identity.notAfter());
        return identity.notBefore().plus(lifetime.multipliedBy(2).dividedBy(3));
    }

    Instant due() {
        return due;
    }

    CertificateState state() {
        return state;
    }

    /** Gets a certificate, or decides when that is tried again. */
    void renew(AcmeClient client) throws InterruptedException {
        String challenge = challenges.get(failures % challenges.size());
        LOG.atInfo()
                .addKeyValue("host", host)
                .addKeyValue("challenge", challenge)
                .log("Acquiring certificate ...");
        try {
            Identity identity = client.order(host, challenge);
            identities.use(host, identity, first);
            failures = 0;
            due = renewalOf(identity);
            state = CertificateState.issued(host, identity, Optional.of(due));
            LOG.atInfo()
                    .addKeyValue("host", host)
                    .addKeyValue("expires", identity.notAfter())
                    .addKeyValue("renewal", due)
                    .log("Successfully acquired certificate");
        } catch (AcmeException
                | AcmeLazyLoadingException
                | IOException
                | GeneralSecurityException
                | IllegalStateException
                | IllegalArgumentException e) {
            if (wasInterrupted(e)) {
                throw new InterruptedException("while a certificate was being got");
            }
            failed(e);
        }
    }

    /** The library wraps it. */
    private static boolean wasInterrupted(Exception e) {
        return Thread.currentThread().isInterrupted()
                || Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                        .limit(MAX_CAUSES)
                        .anyMatch(InterruptedException.class::isInstance);
    }

    private void failed(Exception cause) {
        failures++;
        Instant now = clock.instant();
        due = now.plus(spread(pace.retryAfter(failures)));
        Instant wanted = retryAfter(cause).orElse(due);
        due = wanted.isAfter(due) ? wanted : due;
        String reason = reason(cause);
        state = state.failed(reason, Optional.of(due));
        LOG.atError()
                .addKeyValue("host", host)
                .addKeyValue("error", reason)
                .addKeyValue("failures", failures)
                .addKeyValue("next", due)
                .log("Failed to acquire certificate");
    }

    private static Duration spread(Duration delay) {
        double factor = 1 + ThreadLocalRandom.current().nextDouble() * JITTER;
        return Duration.ofMillis((long) (delay.toMillis() * factor));
    }

    private static Optional<Instant> retryAfter(Exception cause) {
        return cause instanceof AcmeRateLimitedException limited ? limited.getRetryAfter() : Optional.empty();
    }

    /** With the causes: the library says "network error" of everything from a wrong name to an unknown certificate. */
    private static String reason(Throwable cause) {
        StringBuilder text = new StringBuilder();
        Throwable at = cause;
        for (int i = 0; at != null && i < MAX_CAUSES; i++) {
            String message = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
            at = at.getCause();
        }
        return text.toString();
    }
}
