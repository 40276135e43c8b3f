package media.kern.ffmpeg.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportLogTest {

    private static final Instant ADDED = Instant.ofEpochSecond(1000);
    private static final Instant FIRST = Instant.ofEpochSecond(2000);
    private static final Instant SECOND = Instant.ofEpochSecond(3000);

    @Test
    void isEmptyAtFirst() {
        assertThat(new ReportLog(50, 3, ADDED).snapshot())
                .isEqualTo(new Report(ADDED, List.of(), List.of(), List.of()));
        assertThat(new ReportLog(50, 3, ADDED).lastLine()).isEmpty();
    }

    @Test
    void keepsTheNewestLines() {
        ReportLog log = new ReportLog(2, 3, ADDED);
        add(log, 3);
        assertThat(log.snapshot().log()).containsExactly(new LogLine(FIRST, "line 2"), new LogLine(FIRST, "line 3"));
        assertThat(log.lastLine()).isEqualTo("line 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1})
    void keepsAtLeastOneLine(int maxLines) {
        ReportLog log = new ReportLog(maxLines, 3, ADDED);
        add(log, 2);
        assertThat(log.snapshot().log()).containsExactly(new LogLine(FIRST, "line 2"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 100", "150, 150", "151, 151", "300, 151"})
    void keepsHeadAndTailOfThePrelude(int lines, int entries) {
        ReportLog log = new ReportLog(50, 3, ADDED);
        add(log, lines);
        assertThat(log.snapshot().prelude()).hasSize(entries);
    }

    @Test
    void tellsHowMuchOfThePreludeIsMissing() {
        ReportLog log = new ReportLog(50, 3, ADDED);
        add(log, 300);
        List<String> prelude = log.snapshot().prelude();
        assertThat(prelude.subList(99, 102)).containsExactly("line 100", "... truncated 150 lines ...", "line 251");
        assertThat(prelude.getLast()).isEqualTo("line 300");
    }

    @Test
    void addsNothingToACompletePrelude() {
        ReportLog log = new ReportLog(50, 3, ADDED);
        log.add(FIRST, "prelude");
        assertThat(log.preludeComplete()).isFalse();
        log.completePrelude();
        log.add(FIRST, "later");
        assertThat(log.preludeComplete()).isTrue();
        assertThat(log.snapshot().prelude()).containsExactly("prelude");
        assertThat(log.lastLine()).isEqualTo("later");
    }

    @Test
    void movesARunToTheHistoryWhenTheNextBegins() {
        ReportLog log = new ReportLog(50, 3, ADDED);
        log.begin(FIRST);
        log.add(FIRST, "one");
        log.completePrelude();
        log.begin(SECOND);
        assertThat(log.preludeComplete()).isFalse();
        assertThat(log.snapshot())
                .isEqualTo(new Report(
                        SECOND,
                        List.of(),
                        List.of(),
                        List.of(new RunReport(FIRST, List.of("one"), List.of(new LogLine(FIRST, "one"))))));
    }

    @Test
    void forgetsARunThatSaidNothing() {
        ReportLog log = new ReportLog(50, 3, ADDED);
        log.begin(FIRST);
        log.completePrelude();
        log.add(FIRST, "not in the prelude");
        log.begin(SECOND);
        assertThat(log.snapshot()).isEqualTo(new Report(SECOND, List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "1, 1", "0, 0", "-1, 0"})
    void keepsTheNewestRuns(int maxHistory, int kept) {
        ReportLog log = new ReportLog(50, maxHistory, ADDED);
        for (int run = 1; run <= 5; run++) {
            log.add(FIRST, "run " + run);
            log.begin(FIRST);
        }
        assertThat(log.snapshot().history())
                .extracting(run -> run.prelude().getFirst())
                .isEqualTo(IntStream.rangeClosed(6 - kept, 5)
                        .mapToObj(run -> "run " + run)
                        .toList());
    }

    @Test
    void takesOverTheHistoryOfAReplacedProcess() {
        ReportLog old = twoRuns();
        Report report = new ReportLog(50, 3, SECOND, old.snapshot().history()).snapshot();
        assertThat(report.history()).hasSize(1);
        assertThat(report.createdAt()).isEqualTo(SECOND);
        assertThat(report.log()).isEmpty();
    }

    @Test
    void losesNothingOfAReplacedProcess() {
        Report old = twoRuns().snapshot();
        ReportLog log = ReportLog.continuing(old, 50, 3);
        assertThat(log.snapshot()).isEqualTo(old);

        log.add(SECOND, "can't be started");
        assertThat(log.snapshot().prelude()).isEqualTo(old.prelude());
        assertThat(log.lastLine()).isEqualTo("can't be started");

        log.begin(SECOND);
        assertThat(log.snapshot().history()).hasSize(2);
        assertThat(log.snapshot().history().getLast().prelude()).isEqualTo(old.prelude());
        log.add(SECOND, "third run");
        assertThat(log.snapshot().prelude()).containsExactly("third run");
    }

    @Test
    void obeysSmallerLimitsWhenTakingOver() {
        ReportLog log = ReportLog.continuing(twoRuns().snapshot(), 1, 0);
        assertThat(log.snapshot().log()).containsExactly(new LogLine(SECOND, "run 2, line 2"));
        assertThat(log.snapshot().history()).isEmpty();
    }

    @Test
    void sharesASnapshotUntilSomethingChanges() {
        ReportLog log = new ReportLog(50, 3, ADDED);
        log.add(FIRST, "one");
        Report snapshot = log.snapshot();
        assertThat(log.snapshot()).isSameAs(snapshot);
        log.add(FIRST, "two");
        assertThat(log.snapshot()).isNotSameAs(snapshot);
        assertThat(snapshot.log()).hasSize(1);
    }

    private static ReportLog twoRuns() {
        ReportLog log = new ReportLog(50, 3, ADDED);
        log.begin(FIRST);
        log.add(FIRST, "run 1");
        log.begin(SECOND);
        log.add(SECOND, "run 2, line 1");
        log.add(SECOND, "run 2, line 2");
        return log;
    }

    private static void add(ReportLog log, int lines) {
        IntStream.rangeClosed(1, lines).forEach(i -> log.add(FIRST, "line " + i));
    }
}
