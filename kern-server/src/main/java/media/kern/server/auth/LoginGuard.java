package media.kern.server.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import media.kern.server.net.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * Makes guessing passwords slow. The answer to a failed login waits for five seconds, and until it is sent the attempt
 * occupies one of few places: of its client (an IPv4 address or an IPv6 /64 network) and of the whole server. Without a
 * free place an attempt is refused before anything is compared, so that connecting many times in parallel gains nothing.
 */
public final class LoginGuard {

    /** How long the answer to a failed login waits. */
    public static final Duration FAILURE_DELAY = Duration.ofSeconds(5);

    /** An attempt whose end nobody reported gives its place back after this time. */
    private static final Duration MAX_VERIFICATION = Duration.ofMinutes(1);

    private static final int MAX_PER_CLIENT = 5;
    private static final int MAX_IN_TOTAL = 500;

    /** Whether a login may be tried now. */
    public sealed interface Admission permits Attempt, TooMany {}

    /**
     * Too many failed logins are pending: answer 429.
     *
     * @param retryAfter for the {@code Retry-After} header, whole seconds
     */
    public record TooMany(Duration retryAfter) implements Admission {}

    /** A login that may be tried. Report its end once, by one of the two methods. */
    public final class Attempt implements Admission {

        private final String client;
        private final Place place;

        private Attempt(String client, Place place) {
            this.client = client;
            this.place = place;
        }

        /** The credentials are right: the place is free again. */
        public void succeeded() {
            release(place);
        }

        /** The credentials are wrong: the place stays taken for the returned time, send the answer after it. */
        public Duration failed() {
            synchronized (places) {
                release(place);
                take(client, FAILURE_DELAY);
            }
            return FAILURE_DELAY;
        }
    }

    /** The number tells places with the same end apart. */
    private record Place(Instant until, long number, String client) {}

    private final InstantSource clock;
    private final int maxPerClient;
    private final int maxInTotal;

    /** All taken places in the order they become free; also the lock. The map has the number of places per client. */
    private final TreeSet<Place> places =
            new TreeSet<>(Comparator.comparing(Place::until).thenComparingLong(Place::number));

    private final Map<String, Integer> placesOfClient = new HashMap<>();
    private long lastNumber;

    /** Creates a guard for 5 pending failures of a client and 500 in total. */
    public LoginGuard(InstantSource clock) {
        this(clock, MAX_PER_CLIENT, MAX_IN_TOTAL);
    }

    LoginGuard(InstantSource clock, int maxPerClient, int maxInTotal) {
        this.clock = clock;
        this.maxPerClient = maxPerClient;
        this.maxInTotal = maxInTotal;
    }

    /** Asks for a place; ask before anything is compared. */
    public Admission admit(ClientAddress address) {
        String client = key(address.address());
        synchronized (places) {
            freeEnded();
            if (places.size() >= maxInTotal || placesOfClient.getOrDefault(client, 0) >= maxPerClient) {
                return new TooMany(FAILURE_DELAY);
            }
            return new Attempt(client, take(client, MAX_VERIFICATION));
        }
    }

    int clientsRemembered() {
        synchronized (places) {
            freeEnded();
            return placesOfClient.size();
        }
    }

    private Place take(String client, Duration time) {
        Place place = new Place(clock.instant().plus(time), ++lastNumber, client);
        places.add(place);
        placesOfClient.merge(client, 1, Integer::sum);
        return place;
    }

    private void release(Place place) {
        synchronized (places) {
            if (places.remove(place)) {
                placesOfClient.computeIfPresent(place.client(), (client, taken) -> taken == 1 ? null : taken - 1);
            }
        }
    }

    /** A place with an end further away than any can have was taken before the clock was set back. */
    private void freeEnded() {
        Instant now = clock.instant();
        Instant latest = now.plus(MAX_VERIFICATION);
        while (!places.isEmpty() && !places.first().until().isAfter(now)) {
            release(places.first());
        }
        while (!places.isEmpty() && places.last().until().isAfter(latest)) {
            release(places.last());
        }
    }

    private static String key(@Nullable InetAddress address) {
        if (address == null) {
            return "";
        }
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8));
    }
}
