package media.kern.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import media.kern.server.net.ClientAddress;
import org.junit.jupiter.api.Test;

class LoginGuardTest {

    private static final Duration DELAY = Duration.ofSeconds(5);

    private final TestingClock clock = new TestingClock();
    private final LoginGuard guard = new LoginGuard(clock, 2, 4);

    @Test
    void delaysAFailedLogin() {
        assertThat(attempt("192.0.2.1").failed()).isEqualTo(DELAY);
    }

    @Test
    void refusesMoreParallelFailuresOfAClient() {
        attempt("192.0.2.1").failed();
        attempt("192.0.2.1").failed();

        assertThat(guard.admit(client("192.0.2.1"))).isEqualTo(new LoginGuard.TooMany(DELAY));
        assertThat(guard.admit(client("192.0.2.2"))).isInstanceOf(LoginGuard.Attempt.class);

        clock.advance(DELAY);
        assertThat(guard.admit(client("192.0.2.1"))).isInstanceOf(LoginGuard.Attempt.class);
    }

    @Test
    void countsAttemptsThatAreStillBeingVerified() {
        attempt("192.0.2.1");
        LoginGuard.Attempt second = attempt("192.0.2.1");

        assertThat(guard.admit(client("192.0.2.1"))).isInstanceOf(LoginGuard.TooMany.class);
        second.succeeded();
        assertThat(guard.admit(client("192.0.2.1"))).isInstanceOf(LoginGuard.Attempt.class);
    }

    @Test
    void countsANetworkOfIpv6AsOneClient() {
        attempt("2001:db8::1").failed();
        attempt("2001:db8::2").failed();

        assertThat(guard.admit(client("2001:db8::3"))).isInstanceOf(LoginGuard.TooMany.class);
        assertThat(guard.admit(client("2001:db8:0:1::3"))).isInstanceOf(LoginGuard.Attempt.class);
    }

    @Test
    void limitsFailuresOfAllClientsTogether() {
        for (int i = 1; i <= 4; i++) {
            attempt("192.0.2." + i).failed();
        }

        assertThat(guard.admit(client("192.0.2.5"))).isEqualTo(new LoginGuard.TooMany(DELAY));
    }

    @Test
    void doesNotLimitSuccessfulLogins() {
        for (int i = 0; i < 100; i++) {
            attempt("192.0.2.1").succeeded();
        }

        assertThat(guard.clientsRemembered()).isZero();
    }

    @Test
    void forgetsClientsAndAttemptsWithoutAnEnd() {
        attempt("192.0.2.1");
        attempt("192.0.2.2").failed();

        clock.advance(DELAY);
        assertThat(guard.clientsRemembered()).isOne();
        clock.advance(Duration.ofMinutes(1));
        assertThat(guard.clientsRemembered()).isZero();
    }

    @Test
    void doesNotLockOutWhenTheClockIsSetBack() {
        attempt("192.0.2.1").failed();
        attempt("192.0.2.1").failed();

        clock.advance(Duration.ofHours(-1));
        assertThat(guard.admit(client("192.0.2.1"))).isInstanceOf(LoginGuard.Attempt.class);
    }

    @Test
    void countsClientsWithoutAValidAddressAsOne() {
        guard.admit(new ClientAddress("foo", null, false, false));
        guard.admit(new ClientAddress("bar", null, false, false));

        assertThat(guard.admit(new ClientAddress("baz", null, false, false))).isInstanceOf(LoginGuard.TooMany.class);
    }

    private LoginGuard.Attempt attempt(String address) {
        return (LoginGuard.Attempt) guard.admit(client(address));
    }

    private static ClientAddress client(String address) {
        return new ClientAddress(address, InetAddress.ofLiteral(address), true, false);
    }
}
