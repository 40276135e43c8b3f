package media.kern.ffmpeg.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static media.kern.ffmpeg.child.Shell.await;
import static media.kern.ffmpeg.process.Commands.ffmpeg;
import static media.kern.ffmpeg.process.Commands.reconnecting;
import static media.kern.ffmpeg.process.Commands.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.ProcessTable;
import media.kern.ffmpeg.child.Shell;
import media.kern.ffmpeg.progress.StreamDescription;
import media.kern.ffmpeg.report.LogLine;
import media.kern.ffmpeg.report.Report;
import media.kern.ffmpeg.report.ReportLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class SupervisorTest {
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String READY = "echo ready >&2; ";
    private static final String FOREVER = "while :; do sleep 0.1; done";
    private static final String ENDS_WHEN_ASKED = "trap 'exit 255' INT; " + READY + FOREVER;
    private static final String ENDS_SLOWLY = "trap 'sleep 1; echo gone >&2; exit 255' INT; " + READY + FOREVER;
    private static final String IGNORES_SIGINT = "trap '' INT; " + READY + FOREVER;
    private static final String DOES_NOT_HANDLE_SIGINT = READY + "exec sleep 1000";

    private final ChildLauncher launcher = new ChildLauncher("supervisor-test");
    private final ProcessTable table = new ProcessTable(() -> 1);
    private final List<Supervisor> supervisors = new ArrayList<>();

    @AfterEach
    void endAll() {
        for (Supervisor supervisor : supervisors) {
            var _ = supervisor.close();
        }
        launcher.close();
    }

    private Supervisor supervise(SupervisedCommand command) {
        Supervisor supervisor = new Supervisor(
                "test",
                new Supervisor.Surroundings(launcher, table, InstantSource.system(), UnaryOperator.identity()),
                command,
                new ReportLog(100, 10, InstantSource.system().instant()),
                Order.STOP);
        supervisors.add(supervisor);
        return supervisor;
    }

    /** Started, and its script has said that it is ready. */
    private Supervisor running(SupervisedCommand command) throws Exception {
        Supervisor supervisor = supervise(command);
        done(supervisor.start());
        awaitLine(supervisor, "ready");
        return supervisor;
    }

    private static void done(CompletableFuture<Void> command) throws Exception {
        command.get(A_WHILE.toSeconds(), SECONDS);
    }

    private static void awaitState(Supervisor supervisor, ExecState state) {
        await().until(() -> supervisor.status().state() == state);
    }

    private static void awaitLine(Supervisor supervisor, String line) {
        await().until(() -> lines(supervisor).contains(line));
    }

    private static List<String> lines(Supervisor supervisor) {
        return supervisor.report().log().stream().map(LogLine::line).toList();
    }

    private static long runs(Supervisor supervisor) {
        return supervisor.statesEntered().getOrDefault(ExecState.RUNNING, 0L);
    }

    private static long pid(Supervisor supervisor) {
        await().until(() -> !lines(supervisor).isEmpty());
        return Long.parseLong(lines(supervisor).getFirst());
    }

    @Test
    void isFinishedBeforeTheFirstStart() {
        ProcessStatus status = supervise(script("exit 0")).status();

        assertThat(status.state()).isEqualTo(ExecState.FINISHED);
        assertThat(status.order()).isEqualTo(Order.STOP);
        assertThat(status.reconnectIn()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0,         FINISHED",
        "exit 255,       FINISHED",
        "exit 1,         FAILED",
        "exit 127,       FAILED",
        "exit 183,       FAILED", // FFmpeg's code for invalid data
        "exit 251,       FAILED",
        "exit 130,       FAILED", // not signal 2
        "kill -TERM $$,  KILLED",
        "kill -INT $$,   KILLED",
        "kill -SEGV $$,  KILLED",
        "kill -KILL $$,  KILLED",
    })
    void endsInTheStateThatItsExitStandsFor(String script, ExecState state) throws Exception {
        Supervisor supervisor = supervise(script(script));

        done(supervisor.start());

        awaitState(supervisor, state);
        assertThat(supervisor.status().order()).isEqualTo(Order.START);
        assertThat(supervisor.status().reconnectIn()).isEmpty();
        done(supervisor.stop());
        assertThat(supervisor.status().state()).isEqualTo(state);
        assertThat(supervisor.status().order()).isEqualTo(Order.STOP);
    }

    @Test
    void stopOfOneThatDoesNotHandleSigintLeavesItKilled() throws Exception {
        Supervisor supervisor = running(script(DOES_NOT_HANDLE_SIGINT));

        done(supervisor.stop());

        assertThat(supervisor.status().state()).isEqualTo(ExecState.KILLED);
    }

    @Test
    void stopOfOneThatHandlesSigintLeavesItFinished() throws Exception {
        Supervisor supervisor = running(script(ENDS_WHEN_ASKED));

        done(supervisor.stop());

        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void stopIsDoneWhenTheProcessHasEnded() throws Exception {
        Supervisor supervisor = running(script(ENDS_SLOWLY));

        CompletableFuture<Void> stopped = supervisor.stop();
        awaitState(supervisor, ExecState.FINISHING);

        assertThat(stopped).isNotDone();
        done(stopped);
        assertThat(lines(supervisor)).contains("gone");
        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void killsOneThatIgnoresSigintFiveSecondsLaterWhileReadersNeverWait() throws Exception {
        Supervisor supervisor = running(script(IGNORES_SIGINT));
        long begin = System.nanoTime();

        CompletableFuture<Void> stopped = supervisor.stop();
        awaitState(supervisor, ExecState.FINISHING);
        for (int i = 0; i < 10_000; i++) {
            assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHING);
            assertThat(supervisor.report()).isNotNull();
        }
        assertThat(stopped).isNotDone();
        done(stopped);

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(4900), Duration.ofSeconds(8));
        assertThat(supervisor.status().state()).isEqualTo(ExecState.KILLED);
    }

    @Test
    void everyStopOfAnEndingProcessWaitsForItsEnd() throws Exception {
        Supervisor supervisor = running(script(ENDS_SLOWLY));

        CompletableFuture<Void> first = supervisor.stop();
        CompletableFuture<Void> second = supervisor.stop();

        done(second);
        assertThat(first).isDone();
        assertThat(lines(supervisor)).contains("gone");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aMissingBinaryIsAFailureThatTheLogExplains(boolean reconnect) throws Exception {
        Path missing = Path.of("/does/not/exist/ffmpeg");
        Supervisor supervisor =
                supervise(Commands.command(missing, List.of(), reconnect, LONG, Duration.ZERO, Limits.NONE));

        done(supervisor.start());

        assertThat(supervisor.status().state()).isEqualTo(ExecState.FAILED);
        assertThat(supervisor.status().reconnectIn().isPresent()).isEqualTo(reconnect);
        assertThat(lines(supervisor)).containsExactly("fork/exec " + missing + ": no such file or directory");
        done(supervisor.stop());
        assertThat(supervisor.status().state()).isEqualTo(ExecState.FAILED);
        assertThat(supervisor.status().reconnectIn()).isEmpty();
    }

    @Test
    void reconnectsAfterTheDelay() throws Exception {
        Supervisor supervisor = supervise(reconnecting(Duration.ofSeconds(2), "echo run >&2"));

        done(supervisor.start());
        awaitState(supervisor, ExecState.FINISHED);
        assertThat(supervisor.status().reconnectIn())
                .hasValueSatisfying(in -> assertThat(in).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2)));
        await().until(() -> supervisor.report().history().size() == 1);

        Report report = supervisor.report();
        assertThat(Duration.between(report.history().getFirst().createdAt(), report.createdAt()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1990));
    }

    @Test
    void aCommandThatCannotWorkIsNotStartedInATightLoop() throws Exception {
        Supervisor supervisor = supervise(reconnecting(Duration.ZERO, "exit 1"));
        long begin = System.nanoTime();

        done(supervisor.start());
        await().until(() -> runs(supervisor) >= 3);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1900));
    }

    @Test
    void stopEndsTheWaitForReconnect() throws Exception {
        Supervisor supervisor = supervise(reconnecting(LONG, "exit 0"));
        done(supervisor.start());
        await().until(() -> supervisor.status().reconnectIn().isPresent());

        done(supervisor.stop());

        assertThat(supervisor.status().reconnectIn()).isEmpty();
        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void startEndsTheWaitForReconnectByStartingAtOnce() throws Exception {
        Supervisor supervisor = supervise(reconnecting(LONG, "exit 0"));
        done(supervisor.start());
        await().until(() -> supervisor.status().reconnectIn().isPresent());

        done(supervisor.start());

        assertThat(runs(supervisor)).isEqualTo(2);
    }

    @Test
    void startOfARunningOneChangesNothing() throws Exception {
        Supervisor supervisor = running(script(ENDS_WHEN_ASKED));

        done(supervisor.start());

        assertThat(runs(supervisor)).isEqualTo(1);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
    }

    @Test
    void startRunsOneAgainThatEndedAndDoesNotReconnect() throws Exception {
        Supervisor supervisor = supervise(script("exit 1"));
        done(supervisor.start());
        awaitState(supervisor, ExecState.FAILED);

        done(supervisor.start());

        assertThat(runs(supervisor)).isEqualTo(2);
    }

    @Test
    void startWhileFinishingIsNotLost() throws Exception {
        Supervisor supervisor = running(script(ENDS_SLOWLY));
        CompletableFuture<Void> stopped = supervisor.stop();
        awaitState(supervisor, ExecState.FINISHING);

        done(supervisor.start());

        assertThat(stopped).isDone();
        assertThat(runs(supervisor)).isEqualTo(2);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
        assertThat(supervisor.status().order()).isEqualTo(Order.START);
    }

    @Test
    void theLastOfSeveralCommandsWins() throws Exception {
        Supervisor supervisor = running(script(ENDS_SLOWLY));

        CompletableFuture<Void> stopped = supervisor.stop();
        CompletableFuture<Void> started = supervisor.start();
        CompletableFuture<Void> restarted = supervisor.restart();
        CompletableFuture<Void> stoppedAgain = supervisor.stop();

        done(CompletableFuture.allOf(stopped, started, restarted, stoppedAgain));
        assertThat(runs(supervisor)).isEqualTo(1);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
        assertThat(supervisor.status().order()).isEqualTo(Order.STOP);
    }

    @Test
    void restartRunsAgainAtOnceWithoutReconnect() throws Exception {
        Supervisor supervisor = running(script(ENDS_WHEN_ASKED));

        done(supervisor.restart());

        assertThat(runs(supervisor)).isEqualTo(2);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
    }

    @Test
    void restartDoesNotWaitForTheReconnectDelay() throws Exception {
        Supervisor supervisor = running(reconnecting(LONG, ENDS_WHEN_ASKED));

        done(supervisor.restart());

        assertThat(runs(supervisor)).isEqualTo(2);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
    }

    @Test
    void restartEndsTheWaitForReconnect() throws Exception {
        Supervisor supervisor = supervise(reconnecting(LONG, "exit 0"));
        done(supervisor.start());
        await().until(() -> supervisor.status().reconnectIn().isPresent());

        done(supervisor.restart());

        assertThat(runs(supervisor)).isEqualTo(2);
    }

    @Test
    void restartOfAStoppedOneDoesNothing() throws Exception {
        Supervisor supervisor = supervise(script("exit 0"));

        done(supervisor.restart());

        assertThat(runs(supervisor)).isZero();
        assertThat(supervisor.status().order()).isEqualTo(Order.STOP);
    }

    @Test
    void whatItSaysIsLoggedAndMovesToTheHistoryWithTheNextRun() throws Exception {
        Supervisor supervisor = supervise(script("echo one >&2; echo two >&2; echo stdout"));

        done(supervisor.start());
        awaitState(supervisor, ExecState.FINISHED);
        assertThat(lines(supervisor)).containsExactly("one", "two");
        assertThat(supervisor.lastLine()).isEqualTo("two");
        assertThat(supervisor.report().prelude()).containsExactly("one", "two");
        assertThat(supervisor.report().history()).isEmpty();
        done(supervisor.start());
        awaitState(supervisor, ExecState.FINISHED);

        Report report = supervisor.report();
        assertThat(report.history()).hasSize(1);
        assertThat(report.history().getFirst().prelude()).containsExactly("one", "two");
        assertThat(lines(supervisor)).containsExactly("one", "two");
    }

    @Test
    void theWholeOutputIsReadBeforeTheEndIsSeen() throws Exception {
        Supervisor supervisor = supervise(script("seq 1 50000 >&2; echo last words >&2"));

        done(supervisor.start());
        awaitState(supervisor, ExecState.FINISHED);

        assertThat(supervisor.lastLine()).isEqualTo("last words");
        assertThat(lines(supervisor)).hasSize(100).contains("50000");
    }

    @Test
    void endlessOutputWithoutALineEndIsReadAndCut() throws Exception {
        Supervisor supervisor =
                supervise(script("head -c 10000000 /dev/zero | tr '\\0' x >&2; echo >&2; echo end >&2"));

        done(supervisor.start());
        awaitState(supervisor, ExecState.FINISHED);

        assertThat(supervisor.lastLine()).isEqualTo("end");
        assertThat(lines(supervisor).stream().mapToInt(String::length).sum()).isLessThan(1_000_000);
    }

    @Test
    void stopsOneThatMakesNoProgressWithinTheStaleTimeout() throws Exception {
        Supervisor supervisor = running(Commands.command(
                Shell.BINARY,
                Shell.arguments(DOES_NOT_HANDLE_SIGINT),
                false,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Limits.NONE));

        awaitState(supervisor, ExecState.KILLED);

        assertThat(supervisor.status().order()).isEqualTo(Order.START);
        done(supervisor.stop());
        assertThat(supervisor.status().state()).isEqualTo(ExecState.KILLED);
    }

    @Test
    void runsOneAgainThatWasStaleAndReconnects() throws Exception {
        Supervisor supervisor = supervise(Commands.command(
                Shell.BINARY,
                Shell.arguments(DOES_NOT_HANDLE_SIGINT),
                true,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Limits.NONE));

        done(supervisor.start());

        await().until(() -> runs(supervisor) == 2);
    }

    @Test
    void showsWhatABusyChildUsesAndNothingAfterItsEnd() throws Exception {
        Supervisor supervisor = running(script(READY + "while :; do :; done"));

        await().until(() -> supervisor.status().cpuPercent() > 1);
        assertThat(supervisor.status().memoryBytes()).isGreaterThan(100_000);
        done(supervisor.stop());

        assertThat(supervisor.status().cpuPercent()).isZero();
        assertThat(supervisor.status().memoryBytes()).isZero();
    }

    @Test
    void theFirstReadingKnowsTheCpuTimeSinceTheStart() throws Exception {
        Supervisor supervisor = running(script(READY + "while :; do :; done"));

        await().until(() -> supervisor.status().memoryBytes() > 0);

        assertThat(supervisor.status().cpuPercent()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 100000"})
    void stopsOneThatExceedsALimit(double cpuPercent, long memoryBytes) throws Exception {
        Supervisor supervisor =
                running(limited(new Limits(cpuPercent, memoryBytes, Duration.ZERO), READY + "while :; do :; done"));

        awaitState(supervisor, ExecState.KILLED);

        assertThat(supervisor.status().order()).isEqualTo(Order.START);
    }

    @Test
    void aLimitHasToBeExceededForAWhileIfItSaysSo() throws Exception {
        long begin = System.nanoTime();
        Supervisor supervisor = running(limited(new Limits(0, 1, Duration.ofSeconds(2)), DOES_NOT_HANDLE_SIGINT));

        awaitState(supervisor, ExecState.KILLED);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
    }

    private static SupervisedCommand limited(Limits limits, String script) {
        return Commands.command(Shell.BINARY, Shell.arguments(script), false, Duration.ZERO, Duration.ZERO, limits);
    }

    @Test
    void aChildOfTheChildThatHoldsStderrOpenEndsWithIt() throws Exception {
        Supervisor supervisor = supervise(script("sleep 1000 & echo $! >&2"));

        done(supervisor.start());
        awaitState(supervisor, ExecState.FINISHED);

        long left = pid(supervisor);
        await().until(() -> !Shell.runs(left));
    }

    @Test
    void oneThatLeftTheGroupAndHoldsStderrOpenDoesNotBlockTheEndNorSpeakInTheNextRun() throws Exception {
        Supervisor supervisor = supervise(
                script("setsid /bin/sh -c 'echo $$ >&2; sleep 5; echo late >&2; exec sleep 1000' & sleep 0.2"));

        done(supervisor.start());
        awaitState(supervisor, ExecState.FINISHED);
        long left = pid(supervisor);
        try {
            assertThat(Shell.runs(left)).isTrue();
            await().until(() -> !Shell.runs(left) || commandLine(left).startsWith("sleep"));
            assertThat(lines(supervisor)).doesNotContain("late");
        } finally {
            Shell.signal(left, 9);
        }
    }

    private static String commandLine(long pid) throws java.io.IOException {
        return java.nio.file.Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    }

    @Test
    void closeEndsItAndRefusesLaterCommands() throws Exception {
        Supervisor supervisor = running(reconnecting(Duration.ZERO, ENDS_SLOWLY));

        CompletableFuture<Void> closed = supervisor.close();
        CompletableFuture<Void> late = supervisor.start();
        done(closed);

        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
        assertThat(supervisor.status().reconnectIn()).isEmpty();
        assertThat(supervisor.status().order()).isEqualTo(Order.START);
        assertThat(runs(supervisor)).isEqualTo(1);
        for (CompletableFuture<Void> refused : List.of(late, supervisor.start(), supervisor.stop())) {
            assertThatThrownBy(() -> done(refused))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void everyCloseWaitsForTheEnd() throws Exception {
        Supervisor supervisor = running(script(ENDS_SLOWLY));

        CompletableFuture<Void> first = supervisor.close();
        CompletableFuture<Void> second = supervisor.close();

        done(second);
        assertThat(lines(supervisor)).contains("gone");
        done(first);
        done(supervisor.close());
    }

    @Test
    void commandsThatRaceWithCloseEitherHappenBeforeItOrAreRefused() throws Exception {
        for (int round = 0; round < 50; round++) {
            Supervisor supervisor = supervise(script("exec sleep 1000"));
            done(supervisor.start());
            List<CompletableFuture<Void>> commands = new ArrayList<>();
            Thread other = Thread.ofPlatform().start(() -> {
                commands.add(supervisor.restart());
                commands.add(supervisor.start());
                commands.add(supervisor.start());
            });

            CompletableFuture<Void> closed = supervisor.close();
            other.join();

            done(closed);
            done(CompletableFuture.allOf(commands.toArray(CompletableFuture[]::new))
                    .exceptionally(refused -> null));
            assertThat(supervisor.status().state().active()).isFalse();
        }
    }

    @Test
    void aStartAfterTheLauncherHasBeenClosedIsAFailureLikeAnyOther() throws Exception {
        Supervisor supervisor = supervise(script("exit 0"));
        launcher.close();

        done(supervisor.start());

        assertThat(supervisor.status().state()).isEqualTo(ExecState.FAILED);
        done(supervisor.close());
    }

    @Test
    void ffmpegThatIsStoppedHasFinishedAndShowedItsProgress() throws Exception {
        Supervisor supervisor =
                supervise(ffmpeg("-re", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10", "-f", "null", "-"));

        done(supervisor.start());
        await().until(() -> supervisor.status().progress().frame() > 0
                && supervisor.status().memoryBytes() > 0);
        assertThat(supervisor.report().prelude()).anyMatch(line -> line.startsWith("Input #0, lavfi"));
        done(supervisor.stop());

        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
        assertThat(supervisor.status().progress().frame()).isZero();
    }

    @Test
    void ffmpegThatMakesProgressIsNotStale() throws Exception {
        List<String> arguments = List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10", "-f", "null", "-");
        Supervisor supervisor = supervise(
                Commands.command(Shell.ffmpeg(), arguments, false, Duration.ZERO, Duration.ofSeconds(3), Limits.NONE));

        done(supervisor.start());

        await().until(() -> supervisor.status().progress().frame() > 50);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
    }

    @Test
    void ffmpegThatCannotOpenItsInputHasFailed() throws Exception {
        Supervisor supervisor = supervise(ffmpeg("-i", "/does/not/exist.mp4", "-f", "null", "-"));

        done(supervisor.start());

        awaitState(supervisor, ExecState.FAILED);
        assertThat(supervisor.lastLine()).contains("No such file or directory");
    }

    @Test
    void ffmpegThatIsKilledFromOutsideRunsAgain() throws Exception {
        Supervisor supervisor = supervise(reconnecting(
                Duration.ZERO,
                "echo $$ >&2; exec ffmpeg -hide_banner -re -f lavfi -i testsrc2=size=64x64:rate=10 -f null -"));
        done(supervisor.start());
        long first = pid(supervisor);
        await().until(() -> supervisor.status().progress().frame() > 0);

        Shell.signal(first, 9);

        await().until(() ->
                runs(supervisor) == 2 && supervisor.status().progress().frame() > 0);
        assertThat(supervisor.statesEntered()).containsEntry(ExecState.KILLED, 1L);
        assertThat(pid(supervisor)).isNotEqualTo(first);
        assertThat(supervisor.report().history()).hasSize(1);
    }

    @Test
    void aJumpOfTheClockChangesNothing() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        List<String> arguments = List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=64x64:rate=10", "-f", "null", "-");
        Supervisor supervisor = new Supervisor(
                "clock",
                new Supervisor.Surroundings(launcher, table, now::get, UnaryOperator.identity()),
                Commands.command(
                        Shell.ffmpeg(), arguments, true, Duration.ofSeconds(5), Duration.ofSeconds(3), Limits.NONE),
                new ReportLog(100, 10, now.get()),
                Order.STOP);
        supervisors.add(supervisor);
        done(supervisor.start());
        await().until(() -> supervisor.status().progress().frame() > 5);

        for (String time : List.of("2036-01-01T00:00:00Z", "1999-01-01T00:00:00Z")) {
            now.set(Instant.parse(time));
            long frame = supervisor.status().progress().frame();
            await().until(() -> supervisor.status().progress().frame() > frame + 20);
        }

        assertThat(runs(supervisor)).isEqualTo(1);
        assertThat(supervisor.status().inState()).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(supervisor.status().progress().fps()).isBetween(1.0, 20.0);
    }

    /** A command that has to be prepared, by something that the test lets end. */
    private static SupervisedCommand prepared(CountDownLatch ready, String script) {
        SupervisedCommand.Invocations invocations = new SupervisedCommand.Invocations() {
            @Override
            public SupervisedCommand.Invocation next(boolean plain, Consumer<String> again) {
                return new SupervisedCommand.Invocation(Shell.arguments(script), false);
            }

            @Override
            public Optional<SupervisedCommand.Preparation> preparation() {
                return Optional.of(ready::await);
            }
        };
        return with(invocations);
    }

    private static SupervisedCommand with(SupervisedCommand.Invocations invocations) {
        return new SupervisedCommand(
                Shell.BINARY, invocations, false, Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, Limits.NONE);
    }

    @Test
    void isStartingWhileItIsPrepared() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        Supervisor supervisor = supervise(prepared(ready, ENDS_WHEN_ASKED));

        done(supervisor.start());
        assertThat(supervisor.status().state()).isEqualTo(ExecState.STARTING);
        ready.countDown();

        awaitLine(supervisor, "ready");
        assertThat(supervisor.status().state()).isEqualTo(ExecState.RUNNING);
    }

    @Test
    void aStopCancelsThePreparation() throws Exception {
        Supervisor supervisor = supervise(prepared(new CountDownLatch(1), ENDS_WHEN_ASKED));
        done(supervisor.start());

        done(supervisor.stop());

        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
        assertThat(runs(supervisor)).isZero();
    }

    @Test
    void anEndForGoodCancelsThePreparation() throws Exception {
        Supervisor supervisor = supervise(prepared(new CountDownLatch(1), ENDS_WHEN_ASKED));
        done(supervisor.start());

        done(supervisor.close());

        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
        assertThat(runs(supervisor)).isZero();
    }

    @Test
    void aStopAndAStartDuringThePreparationPrepareItAnew() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        Supervisor supervisor = supervise(prepared(ready, ENDS_WHEN_ASKED));
        done(supervisor.start());

        CompletableFuture<Void> stopped = supervisor.stop();
        CompletableFuture<Void> started = supervisor.start();
        ready.countDown();

        done(stopped);
        done(started);
        awaitLine(supervisor, "ready");
        assertThat(runs(supervisor)).isEqualTo(1);
    }

    /** Remembers what it is told. */
    private static final class RecordingCompanion implements Companion {
        final AtomicInteger ends = new AtomicInteger();
        final Optional<String> blame;

        RecordingCompanion(Optional<String> blame) {
            this.blame = blame;
        }

        @Override
        public void described(List<StreamDescription> inputs) {}

        @Override
        public Optional<String> toBlame(List<String> lines) {
            return blame;
        }

        @Override
        public void end() {
            ends.incrementAndGet();
            throw new IllegalStateException("a companion that fails");
        }
    }

    private static SupervisedCommand.Invocation accompanied(String script, Companion companion) {
        return new SupervisedCommand.Invocation(Shell.arguments(script), false, companion, List.of("a note"));
    }

    @Test
    void aCompanionIsToldOfTheEndOnce() throws Exception {
        RecordingCompanion companion = new RecordingCompanion(Optional.empty());
        Supervisor supervisor = running(with((plain, again) -> accompanied(ENDS_WHEN_ASKED, companion)));
        assertThat(lines(supervisor)).startsWith("a note");

        done(supervisor.stop());

        assertThat(companion.ends).hasValue(1);
        assertThat(supervisor.status().state()).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void whatIsFoundWantingIsStartedAnewOnce() throws Exception {
        List<Consumer<String>> agains = new CopyOnWriteArrayList<>();
        Supervisor supervisor = running(with((plain, again) -> {
            agains.add(again);
            return accompanied(ENDS_WHEN_ASKED, Companion.NONE);
        }));

        agains.getFirst().accept("a reason");
        agains.getFirst().accept("another reason");

        await().until(() -> !supervisor.report().history().isEmpty());
        awaitLine(supervisor, "ready");
        agains.getFirst().accept("too late");
        assertThat(supervisor.report().history().getLast().log())
                .extracting(LogLine::line)
                .contains("Starting FFmpeg anew: a reason");
        assertThat(supervisor.status().lastExit())
                .hasValueSatisfying(exit -> assertThat(exit.reason()).isEqualTo(LastExit.Reason.RESTART));
        assertThat(agains).hasSize(2);
    }

    @Test
    void oneThatFailsForItsCompanionIsStartedAgainAtOnce() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        Supervisor supervisor = supervise(with((plain, again) -> starts.incrementAndGet() == 1
                ? accompanied("exit 1", new RecordingCompanion(Optional.of("its companion was wrong")))
                : accompanied(READY + FOREVER, Companion.NONE)));

        done(supervisor.start());

        awaitLine(supervisor, "ready");
        assertThat(runs(supervisor)).isEqualTo(2);
    }

    @Test
    void oneThatCrashesForWhatItIsToReportRunsWithoutThat() throws Exception {
        SupervisedCommand command = new SupervisedCommand(
                Shell.BINARY,
                (plain, again) -> plain
                        ? new SupervisedCommand.Invocation(Shell.arguments(READY + FOREVER), false)
                        : new SupervisedCommand.Invocation(Shell.arguments("kill -SEGV $$"), true),
                true,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Limits.NONE);
        Supervisor supervisor = supervise(command);

        done(supervisor.start());
        awaitLine(supervisor, "ready");

        assertThat(runs(supervisor)).isEqualTo(2);
        assertThat(supervisor.status().lastExit())
                .hasValueSatisfying(exit -> assertThat(exit.status().signal()).isEqualTo(11));
    }

    @Test
    void oneThatDoesNotUnderstandWhatItIsToReportRunsWithoutThat() throws Exception {
        SupervisedCommand command = new SupervisedCommand(
                Shell.ffmpeg(),
                (plain, again) -> new SupervisedCommand.Invocation(
                        plain
                                ? List.of("-re", "-f", "lavfi", "-i", "sine", "-f", "null", "-")
                                : List.of(
                                        "-f",
                                        "lavfi",
                                        "-i",
                                        "sine",
                                        "-stats_mux_pre",
                                        "pipe:2",
                                        "-f",
                                        "null",
                                        "-x",
                                        "-"),
                        !plain),
                true,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Limits.NONE);
        Supervisor supervisor = supervise(command);

        done(supervisor.start());

        await().until(() -> supervisor.status().progress().timeSeconds() > 1);
        assertThat(supervisor.report().history().getFirst().log())
                .anyMatch(line -> line.line().endsWith("its progress is not measured any more"));
    }
}
