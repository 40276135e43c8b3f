package media.kern.core.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import media.kern.core.leg.LegHost;
import media.kern.core.leg.LegProbe;
import media.kern.core.leg.Legs;
import media.kern.core.leg.WebRtcConfig;
import media.kern.core.playout.PlayoutPorts;
import media.kern.core.process.ManagedProcess.Definition;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.ProcessTable;
import media.kern.ffmpeg.process.Limits;
import media.kern.ffmpeg.process.SupervisedCommand;
import media.kern.ffmpeg.process.Supervisor;
import media.kern.ffmpeg.progress.Instrumentation;
import media.kern.ffmpeg.report.Report;
import media.kern.ffmpeg.report.ReportLog;
import media.kern.ffmpeg.report.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What all processes of a server share.
 *
 * @param binary FFmpeg
 * @param version asks for the version of FFmpeg, such as {@code 5.1.9}; may wait for it
 * @param instrumentation what FFmpeg is to be told to report; FFmpeg may have been replaced, so it is asked for before each
 *     start
 * @param rules what the configuration says
 * @param secrets takes them out of whatever is shown
 * @param playout the ports for inputs that are played out
 * @param legs receives what processes send for WebRTC; empty if that is off
 */
public record ProcessRuntime(
        ChildLauncher launcher,
        ProcessTable table,
        Path binary,
        Supplier<String> version,
        Supplier<Instrumentation> instrumentation,
        Rules rules,
        Secrets secrets,
        PlayoutPorts playout,
        Optional<LegHost> legs,
        InstantSource clock) {
    private static final long LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

    /**
     * What the configuration says of processes.
     *
     * @param maxProcesses how many may run; 0 is no limit
     * @param maxLogLines lines kept of the current run
     * @param maxLogHistory runs kept
     * @param maxRestartDelay what the delay grows to before a process is started again that ends at once
     */
    public record Rules(long maxProcesses, int maxLogLines, int maxLogHistory, Duration maxRestartDelay) {}

    /** The FFmpeg versions that a process made now is meant for. */
    String versionConstraint() {
        return "^" + version.get();
    }

    /** The FFmpeg versions that a process of unknown age is taken to be meant for. */
    String lenientVersionConstraint() {
        String[] parts = version.get().split("\\.", 3);
        return "^" + parts[0] + "." + (parts.length > 1 ? parts[1] : "0") + ".0";
    }

    /**
     * A definition that is not supervised yet goes on with the report of the one it replaces.
     *
     * @param resolved null if it is invalid
     * @param previous null if it replaces none
     */
    Definition define(StoredProcess stored, @Nullable ResolvedProcess resolved, @Nullable Report previous) {
        if (resolved == null) {
            return new Definition(stored, null, null, DefinitionJson.of(stored.config(), null, secrets));
        }
        ReportLog report = previous == null
                ? new ReportLog(rules.maxLogLines(), rules.maxLogHistory(), clock.instant())
                : ReportLog.continuing(previous, rules.maxLogLines(), rules.maxLogHistory());
        Secrets all = secretsOf(resolved);
        DefinitionJson json = DefinitionJson.of(stored.config(), resolved, all);
        return new Definition(stored, resolved, supervise(stored, resolved, report, all), json);
    }

    /** Those of the server, and those among the options of a process. */
    Secrets secretsOf(ResolvedProcess resolved) {
        return secrets.withOptionsOf(resolved.command());
    }

    private Supervisor supervise(StoredProcess stored, ResolvedProcess resolved, ReportLog report, Secrets all) {
        ProcessConfig config = stored.config();
        SupervisedCommand command = new SupervisedCommand(
                binary,
                new RunArguments(resolved, instrumentation, legsOf(stored.id(), resolved, all)),
                config.reconnect(),
                seconds(config.reconnectDelaySeconds()),
                rules.maxRestartDelay(),
                staleTimeout(config, resolved),
                limits(config.limits()));
        Supervisor.Surroundings surroundings = new Supervisor.Surroundings(launcher, table, clock, all);
        return new Supervisor(stored.id(), surroundings, command, report, stored.order());
    }

    /** Who lets FFmpeg report rarely does not want it to be stopped between two reports. */
    private static Duration staleTimeout(ProcessConfig config, ResolvedProcess resolved) {
        Duration wanted = seconds(config.staleTimeoutSeconds());
        Duration shortest = Instrumentation.interval(resolved.command()).multipliedBy(2);
        return wanted.isZero() || wanted.compareTo(shortest) >= 0 ? wanted : shortest;
    }

    private Optional<Legs> legsOf(String id, ResolvedProcess resolved, Secrets all) {
        WebRtcConfig config = resolved.config().webrtc();
        return legs.filter(host -> config.enabled()).map(host -> {
            Legs.Surroundings surroundings =
                    new Legs.Surroundings(host, new LegProbe(launcher, binary, version), clock);
            return new Legs(id, config, surroundings, resolved.config().sourceCommand(), all);
        });
    }

    private static Limits limits(LimitConfig config) {
        return new Limits(config.cpuPercent(), config.memoryBytes(), seconds(config.waitForSeconds()));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS));
    }
}
