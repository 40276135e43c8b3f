package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Auth0TenantsTypeTest {
    private static final Surroundings NOWHERE = new Surroundings(Path.of("."), Map.of(), hosts -> List.of());
    private static final String BASE64 =
            "eyJkb21haW4iOiJkYXRhcmhlaS5ldS5hdXRoMC5jb20iLCJhdWRpZW5jZSI6Imh0dHBzOi8vZGF0YXJo"
                    + "ZWkuY29tL2NvcmUiLCJ1c2VycyI6WyJhdXRoMHx4eHgiXX0=";

    private final Auth0TenantsType type = new Auth0TenantsType();

    @Test
    void readsUrls() throws InvalidValueException {
        assertThat(type.parse("auth0://clientid@domain?aud=audience&user=user1&user=user2,"
                        + "auth0://domain2?aud=audience2&user=user3"))
                .containsExactly(
                        new Auth0Tenant("domain", "audience", "clientid", List.of("user1", "user2")),
                        new Auth0Tenant("domain2", "audience2", "", List.of("user3")));
    }

    @Test
    void readsAndPrintsBase64() throws InvalidValueException {
        List<Auth0Tenant> tenants = type.parse(BASE64);

        assertThat(tenants)
                .containsExactly(new Auth0Tenant(
                        "datarhei.eu.auth0.com", "https://datarhei.com/core", "", List.of("auth0|xxx")));
        assertThat(type.print(tenants))
                .isEqualTo("auth0://datarhei.eu.auth0.com?aud=https%3A%2F%2Fdatarhei.com%2Fcore&user=auth0%7Cxxx");
    }

    @Test
    void demandsDomainAndAudience() throws InvalidValueException {
        assertThat(type.check(type.parse("auth0://?aud=a"), NOWHERE)).contains("the domain for tenant 0 is missing");
        assertThat(type.check(type.parse("auth0://d?aud=a,auth0://d"), NOWHERE))
                .contains("the audience for tenant 1 is missing");
    }

    @Test
    void namesTheTenantThatIsNotJson() {
        assertThatThrownBy(() -> type.parse("auth0://d?aud=a,W10="))
                .hasMessageStartingWith("invalid JSON in tenant 1: expect type 'Auth0Tenant'");
    }
}
