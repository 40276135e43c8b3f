package media.kern.core.playout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayoutPortsTest {
    private static final Map<String, Integer> NONE = Map.of();

    private static Map<String, Integer> take(PlayoutPorts ports, Map<String, Integer> held, String... inputs)
            throws NoFreePortException {
        try (PortClaim claim = ports.claim(held)) {
            Map<String, Integer> assigned = claim.assign(List.of(inputs));
            claim.keep();
            return assigned;
        }
    }

    private static void assertUsedUp(PlayoutPorts ports, String range) {
        assertThatThrownBy(() -> take(ports, NONE, "one more"))
                .isInstanceOf(NoFreePortException.class)
                .hasMessage("no more ports available from range " + range);
    }

    @Test
    void givesTheLowestFreePort() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(1000, 1999);

        assertThat(take(ports, NONE, "a")).containsExactly(Map.entry("a", 1000));
        assertThat(take(ports, NONE, "a")).containsExactly(Map.entry("a", 1001));
        ports.release(Map.of("a", 1000));
        assertThat(take(ports, NONE, "a")).containsExactly(Map.entry("a", 1000));
        assertThat(take(ports, NONE, "a")).containsExactly(Map.entry("a", 1002));
    }

    @Test
    void bothEndsBelongToTheRange() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(3000, 3001);

        assertThat(take(ports, NONE, "a", "b")).containsOnly(Map.entry("a", 3000), Map.entry("b", 3001));
        assertUsedUp(ports, "[3000,3001]");
    }

    @ParameterizedTest
    @CsvSource({"-5, 2, 1, 2", "0, 1, 1, 1", "65534, 70000, 65534, 65535", "70000, 70001, 65535, 65535"})
    void cutsTheRangeToWhatArePorts(int min, int max, int first, int last) throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(min, max);

        for (int port = first; port <= last; port++) {
            assertThat(take(ports, NONE, "a")).containsValue(port);
        }
        assertUsedUp(ports, "[" + first + "," + last + "]");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "6, 5"})
    void refusesARangeThatIsNone(int min, int max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlayoutPorts.between(min, max))
                .withMessage("invalid port range [" + min + "," + max + "]");
    }

    @Test
    void givesNoneWhileDisabled() throws Exception {
        PlayoutPorts ports = PlayoutPorts.disabled();

        assertThat(take(ports, NONE, "a", "b")).isEmpty();
        ports.release(Map.of("a", 1));
        assertThat(take(ports, NONE, "a")).isEmpty();
    }

    @Test
    void anInputKeepsItsPort() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(3000, 3009);
        Map<String, Integer> held = take(ports, NONE, "a", "b");

        assertThat(take(ports, held, "c", "b"))
                .containsOnly(Map.entry("b", held.get("b")), Map.entry("c", held.get("a")));
    }

    @Test
    void changesWithinARangeThatIsUsedUp() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(3000, 3001);
        Map<String, Integer> held = take(ports, NONE, "a", "b");

        assertThat(take(ports, held, "c", "d")).containsOnlyKeys("c", "d").containsValues(3000, 3001);
        assertUsedUp(ports, "[3000,3001]");
    }

    @Test
    void freesWhatIsNotNeededAnyMore() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(3000, 3002);
        Map<String, Integer> held = take(ports, NONE, "a", "b", "c");

        Map<String, Integer> less = take(ports, held, "b");
        assertThat(less).containsExactly(Map.entry("b", held.get("b")));
        assertThat(take(ports, NONE, "x", "y")).doesNotContainValue(less.get("b"));
        assertUsedUp(ports, "[3000,3002]");
    }

    @Test
    void aClaimThatIsNotKeptLeavesEverythingAsItWas() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(3000, 3003);
        Map<String, Integer> held = take(ports, NONE, "a", "b");

        try (PortClaim claim = ports.claim(held)) {
            assertThat(claim.assign(List.of("b", "c", "d"))).containsValue(3002);
        }
        assertThat(take(ports, NONE, "x", "y")).containsValues(3002, 3003);
        assertUsedUp(ports, "[3000,3003]");
    }

    @Test
    void aClaimForTooManyTakesNone() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(3000, 3001);

        assertThatThrownBy(() -> take(ports, NONE, "a", "b", "c")).isInstanceOf(NoFreePortException.class);
        assertThat(take(ports, NONE, "a", "b")).hasSize(2);
    }

    @Test
    void neverGivesAPortTwiceAtATime() throws Exception {
        PlayoutPorts ports = PlayoutPorts.between(1, 400);
        List<Integer> given = new ArrayList<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Map<String, Integer>>> takes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                takes.add(threads.submit(() -> take(ports, NONE, "a", "b")));
            }
            for (Future<Map<String, Integer>> taken : takes) {
                given.addAll(taken.get().values());
            }
        }

        assertThat(given).hasSize(400).doesNotHaveDuplicates();
    }
}
