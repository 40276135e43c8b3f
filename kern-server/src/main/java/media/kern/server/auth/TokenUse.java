package media.kern.server.auth;

import java.time.Duration;

/** What a token is good for: its {@code usefor} claim and how long it lives. */
public enum TokenUse {
    /** For every call of the API. */
    ACCESS("access", Duration.ofMinutes(10)),
    /** For new access tokens only. */
    REFRESH("refresh", Duration.ofDays(1));

    private final String claim;
    private final Duration lifetime;

    TokenUse(String claim, Duration lifetime) {
        this.claim = claim;
        this.lifetime = lifetime;
    }

    String claim() {
        return claim;
    }

    /** From issue to expiry, whole seconds. */
    public Duration lifetime() {
        return lifetime;
    }
}
