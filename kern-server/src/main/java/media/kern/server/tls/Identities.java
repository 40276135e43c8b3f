package media.kern.server.tls;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which identity is shown for which host name. Replaced while handshakes go on: one that has chosen an identity still
 * finds it by its alias after the next replacement.
 */
final class Identities {
    private volatile Table table = new Table(Map.of(), null, Map.of(), Map.of());

    /**
     * @param byName lower case
     * @param any for everybody else, also who names no host
     */
    private record Table(
            Map<String, Identity> byName,
            @Nullable Identity any,
            Map<String, Identity> byAlias,
            Map<String, Identity> byAliasBefore) {}

    /** One identity for everybody, whatever host he names. */
    synchronized void use(Identity identity) {
        replace(Map.of(), identity);
    }

    /**
     * An identity for one host name. Until {@link #use} is called, who names another host finds nothing.
     *
     * @param first whether it is also for who names no host
     */
    synchronized void use(String name, Identity identity, boolean first) {
        Map<String, Identity> byName = new HashMap<>(table.byName);
        byName.put(name.toLowerCase(Locale.ROOT), identity);
        Identity nameless = first ? identity : table.any;
        replace(byName, nameless);
    }

    private void replace(Map<String, Identity> byName, @Nullable Identity any) {
        Map<String, Identity> byAlias = new HashMap<>();
        byName.values().forEach(identity -> byAlias.put(identity.alias(), identity));
        if (any != null) {
            byAlias.put(any.alias(), any);
        }
        table = new Table(Map.copyOf(byName), any, Map.copyOf(byAlias), table.byAlias);
    }

    /** @param name what the client asks for (RFC 6066 section 3), null if it does not say */
    Optional<Identity> find(@Nullable String name) {
        Table now = table;
        if (name == null || now.byName.isEmpty()) {
            return Optional.ofNullable(now.any);
        }
        return Optional.ofNullable(now.byName.get(name.toLowerCase(Locale.ROOT)));
    }

    @Nullable
    Identity byAlias(String alias) {
        Table now = table;
        Identity identity = now.byAlias.get(alias);
        return identity == null ? now.byAliasBefore.get(alias) : identity;
    }
}
