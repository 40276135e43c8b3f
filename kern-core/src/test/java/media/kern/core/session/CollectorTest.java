package media.kern.core.session;

import static media.kern.core.session.CollectorId.HLS;
import static media.kern.core.session.CollectorId.RTMP;
import static media.kern.core.session.CollectorId.WEBRTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CollectorTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofSeconds(30);

    @Test
    void knowsWhoHasComeUntilHeGoes() {
        try (TestingSessions sessions = TestingSessions.with(LONG, SessionLimits.NONE)) {
            Session session = sessions.come(HLS, "foobar").orElseThrow();
            assertThat(sessions.of(HLS).find("foobar")).contains(session);

            session.close();
            assertThat(sessions.of(HLS).find("foobar")).isEmpty();
            assertThat(sessions.of(HLS).past()).isEmpty();
        }
    }

    @Test
    void forgetsWhoOnlyAsks() {
        try (TestingSessions sessions = TestingSessions.with(SHORT, SessionLimits.NONE)) {
            assertThat(sessions.come(HLS, "foobar")).isPresent();
            sessions.pass(4);
            assertThat(sessions.of(HLS).find("foobar")).isPresent();
            sessions.pass(1);
            assertThat(sessions.of(HLS).find("foobar")).isEmpty();
        }
    }

    @Test
    void keepsWhoGetsBytesForTheIdleTimeAndRemembersHim() {
        try (TestingSessions sessions = TestingSessions.with(SHORT, SessionLimits.NONE)) {
            Session session = sessions.come(HLS, "foobar").orElseThrow();
            assertThat(session.activate()).isTrue();
            session.sent(1024);
            session.received(100);
            sessions.pass(29);
            assertThat(sessions.of(HLS).active()).singleElement().satisfies(info -> {
                assertThat(info.sentBytes()).isEqualTo(1024);
                assertThat(info.receivedBytes()).isEqualTo(100);
            });
            sessions.pass(1);

            assertThat(sessions.of(HLS).activeCount()).isZero();
            assertThat(sessions.of(HLS).past())
                    .containsExactly(
                            new PastSessions("/memfs/live.m3u8", "example.com", "live", new Totals(1, 100, 1024)));
            session.sent(1);
            assertThat(session.info().sentBytes()).isEqualTo(1024);
        }
    }

    @Test
    void doesNotEndWhileSomethingIsOnItsWay() {
        try (TestingSessions sessions = TestingSessions.with(SHORT, SessionLimits.NONE)) {
            Session session = sessions.come(HLS, "foobar").orElseThrow();
            session.transferBegins();
            sessions.pass(60);
            assertThat(sessions.of(HLS).find("foobar")).isPresent();

            session.transferEnds();
            sessions.pass(60);
            assertThat(sessions.of(HLS).find("foobar")).isEmpty();
        }
    }

    @Test
    void countsActiveOnesOnly() {
        try (TestingSessions sessions = TestingSessions.with(LONG, SessionLimits.NONE)) {
            Session first = sessions.come(HLS, "foo").orElseThrow();
            assertThat(sessions.of(HLS).activeCount()).isZero();
            first.activate();
            assertThat(sessions.of(HLS).activeCount()).isEqualTo(1);
            sessions.come(HLS, "bar").orElseThrow().activate();
            first.activate();
            assertThat(sessions.of(HLS).active()).extracting(SessionInfo::id).containsExactly("foo", "bar");
            first.close();
            assertThat(sessions.of(HLS).activeCount()).isEqualTo(1);
        }
    }

    @Test
    void measuresBitratesOverTenSeconds() {
        try (TestingSessions sessions = TestingSessions.with(LONG, SessionLimits.NONE)) {
            Session session = sessions.come(HLS, "foo").orElseThrow();
            session.activate();
            for (int second = 0; second < 20; second++) {
                session.sent(125_000);
                sessions.pass(1);
            }
            assertThat(sessions.of(HLS).sendingBitrate()).isCloseTo(1_000_000, within(1.0));
            assertThat(session.info().sending()).isCloseTo(1_000_000, within(1.0));
            sessions.pass(5);
            assertThat(session.info().sending()).isCloseTo(500_000, within(1.0));
            sessions.pass(5);
            assertThat(session.info().sending()).isZero();
        }
    }

    @Test
    void givesNoMorePlacesThanThereAre() {
        try (TestingSessions sessions = TestingSessions.with(SHORT, new SessionLimits(10, 0))) {
            List<Session> admitted = IntStream.range(0, 50)
                    .parallel()
                    .mapToObj(number -> sessions.come(HLS, "viewer" + number))
                    .flatMap(java.util.Optional::stream)
                    .toList();
            assertThat(admitted).hasSize(10);
            admitted.forEach(Session::activate);
            assertThat(sessions.of(HLS).register(TestingSessions.newcomer("late")))
                    .isEqualTo(Admission.Refused.TOO_MANY_SESSIONS);
            assertThat(sessions.come(WEBRTC, "another way")).isPresent();

            admitted.getFirst().close();
            assertThat(sessions.come(HLS, "late")).isPresent();
        }
    }

    @Test
    void doesNotKeepPlacesForThoseWhoOnlyAsk() {
        try (TestingSessions sessions = TestingSessions.with(SHORT, new SessionLimits(1, 0))) {
            Session polling = sessions.come(HLS, "polling").orElseThrow();
            polling.sent(200);
            sessions.pass(5);
            Session watching = sessions.come(HLS, "watching").orElseThrow();
            assertThat(watching.activate()).isTrue();

            assertThat(polling.activate()).isFalse();
            assertThat(sessions.of(HLS).find("polling")).isEmpty();
            assertThat(sessions.of(HLS).active()).extracting(SessionInfo::id).containsExactly("watching");
        }
    }

    @Test
    void refusesWhatWouldExceedTheBandwidthOfAllTogether() {
        try (TestingSessions sessions = TestingSessions.with(LONG, new SessionLimits(0, 4_000_000))) {
            Session player = sessions.come(RTMP, "player").orElseThrow();
            player.activate();
            for (int second = 0; second < 10; second++) {
                player.sent(250_000);
                sessions.pass(1);
            }
            // 1.15 times 2 Mbit/s are used: 1.7 Mbit/s are left.
            assertThat(sessions.of(HLS).register(TestingSessions.newcomer("big"), 1_700_001))
                    .isEqualTo(Admission.Refused.TOO_MUCH_BANDWIDTH);
            assertThat(sessions.of(HLS).register(TestingSessions.newcomer("small"), 1_000_000))
                    .isInstanceOf(Admission.Admitted.class);
            // What is expected of the last one counts at once.
            assertThat(sessions.of(HLS).register(TestingSessions.newcomer("third"), 1_000_000))
                    .isEqualTo(Admission.Refused.TOO_MUCH_BANDWIDTH);
            assertThat(sessions.come(RTMP, "not limited")).isPresent();
        }
    }

    @Test
    void boundsWhatItHolds() {
        try (TestingSessions sessions = TestingSessions.with(LONG, SessionLimits.NONE)) {
            long admitted = IntStream.range(0, 100_010)
                    .filter(number -> sessions.come(HLS, "viewer" + number).isPresent())
                    .count();
            assertThat(admitted).isEqualTo(100_000);
            String veryLong = "x".repeat(10_000);
            assertThat(new Newcomer("id", veryLong, veryLong, veryLong, veryLong))
                    .extracting(newcomer -> newcomer.peer().length())
                    .isEqualTo(512);
        }
    }

    @Test
    void ignoresAddresses() throws Exception {
        try (TestingSessions sessions = TestingSessions.with(LONG, SessionLimits.NONE)) {
            Collector collector = sessions.of(HLS);
            assertThat(collector.collects(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
            assertThat(collector.collects(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
            assertThat(collector.collects(null)).isFalse();
            assertThat(sessions.of(CollectorId.HLS_INGRESS).collects(InetAddress.ofLiteral("127.0.0.1")))
                    .isTrue();
        }
    }
}
