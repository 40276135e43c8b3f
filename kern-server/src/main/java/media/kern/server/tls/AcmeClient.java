package media.kern.server.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.PollableResource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.exception.AcmeException;

/** Gets certificates from an ACME server (RFC 8555), one name each. */
final class AcmeClient {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
    private static final Duration STEP_LIMIT = Duration.ofMinutes(2);
    private static final Duration FIRST_POLL = Duration.ofMillis(250);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);

    private final AcmeSettings settings;
    private final AcmeStorage storage;
    private final HttpChallenges httpChallenges;
    private final AlpnChallenges alpnChallenges;
    private final ChallengePort port;
    private @Nullable Login account;

    AcmeClient(
            AcmeSettings settings,
            AcmeStorage storage,
            HttpChallenges httpChallenges,
            AlpnChallenges alpnChallenges,
            ChallengePort port) {
        this.settings = settings;
        this.storage = storage;
        this.httpChallenges = httpChallenges;
        this.alpnChallenges = alpnChallenges;
        this.port = port;
    }

    /**
     * Gets a certificate with a new key and stores both. Blocks for some minutes at most.
     *
     * @param type of the challenge that the name is proven by
     * @throws AcmeException if the ACME server is not there, or refuses; its message is for the operator
     * @throws IOException if the certificate cannot be stored or used
     */
    Identity order(String host, String type)
            throws AcmeException, IOException, GeneralSecurityException, InterruptedException {
        Order order = account().newOrder().domain(host).create();
        for (Authorization authorization : order.getAuthorizations()) {
            if (authorization.getStatus() != Status.VALID) {
                prove(authorization, host, type);
            }
        }
        poll(order, "the order", Status.READY, Status.VALID);
        KeyPair key = P256.generate();
        order.execute(key);
        poll(order, "the order", Status.VALID);
        List<X509Certificate> chain = order.getCertificate().getCertificateChain();
        Identity identity = Identity.of(key.getPrivate(), chain);
        storage.store(host, key, chain);
        return identity;
    }

    private synchronized Login account() throws AcmeException, IOException, GeneralSecurityException {
        Login known = account;
        if (known != null) {
            return known;
        }
        Session session = new Session(settings.directory(), new AcmeServer(settings.trustFile()));
        session.networkSettings().setTimeout(REQUEST_LIMIT);
        Optional<KeyPair> stored = storage.accountKey(settings.email());
        KeyPair key = stored.isPresent() ? stored.get() : P256.generate();
        // With a key that it knows the ACME server finds the account (RFC 8555 section 7.3.1).
        Login login = new AccountBuilder()
                .addEmail(settings.email())
                .agreeToTermsOfService()
                .useKeyPair(key)
                .createLogin(session);
        if (stored.isEmpty()) {
            storage.storeAccount(
                    settings.email(), key, login.getAccountLocation().toString());
        }
        account = login;
        return login;
    }

    private void prove(Authorization authorization, String host, String type)
            throws AcmeException, IOException, InterruptedException {
        Challenge challenge = authorization
                .findChallenge(type)
                .orElseThrow(() -> new AcmeException("the ACME server does not offer the challenge " + type));
        switch (challenge) {
            case Http01Challenge http -> {
                try (Pending _ = httpChallenges.offer(host, http.getToken(), http.getAuthorization());
                        Pending _ = port.open()) {
                    complete(http);
                }
            }
            case TlsAlpn01Challenge tls -> {
                Identity proof = SelfSigned.proof(host, Instant.now(), tls.getAcmeValidation());
                try (Pending _ = alpnChallenges.offer(host, proof)) {
                    complete(tls);
                }
            }
            default -> throw new AcmeException("the challenge " + type + " is not known");
        }
    }

    private static void complete(Challenge challenge) throws AcmeException, InterruptedException {
        challenge.trigger();
        poll(challenge, "the challenge " + challenge.getType(), Status.VALID);
    }

    /** Asks more and more slowly, or when the ACME server wants to be asked. */
    private static void poll(PollableResource resource, String what, Status... wanted)
            throws AcmeException, InterruptedException {
        Instant deadline = Instant.now().plus(STEP_LIMIT);
        Duration pause = FIRST_POLL;
        while (!List.of(wanted).contains(resource.getStatus())) {
            if (resource.getStatus() == Status.INVALID) {
                throw new AcmeException(what + " failed: " + reason(resource));
            }
            Duration wait = pause;
            if (Instant.now().plus(wait).isAfter(deadline)) {
                throw new AcmeException(what + " took more than " + STEP_LIMIT.toMinutes() + " minutes");
            }
            Thread.sleep(wait);
            Duration asked = resource.fetch()
                    .map(at -> Duration.between(Instant.now(), at))
                    .orElse(Duration.ZERO);
            pause = longer(shorter(pause.multipliedBy(2), LONGEST_POLL), asked);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String reason(PollableResource resource) {
        Optional<Problem> problem = switch (resource) {
            case Order order -> order.getError();
            case Challenge challenge -> challenge.getError();
            default -> Optional.empty();
        };
        return problem.map(Problem::toString).orElse("the ACME server does not say why");
    }
}
