package media.kern.core.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import media.kern.core.playout.PlayoutPorts;
import media.kern.ffmpeg.process.ChildLauncher;
import media.kern.ffmpeg.process.Limits;
import media.kern.ffmpeg.process.SupervisedCommand;
import media.kern.ffmpeg.process.Supervisor;
import media.kern.ffmpeg.report.Report;
import media.kern.ffmpeg.report.ReportLog;

/**
 * What all processes of a server share.
 *
 * @param binary FFmpeg
 * @param version asks for the version of FFmpeg, such as {@code 5.1.9}; may wait for it
 * @param maxProcesses how many may be ordered to run; 0 is no limit
 * @param maxLogLines lines kept of the current run
 * @param maxLogHistory runs kept
 * @param playout the ports for inputs that are played out
 */
public record ProcessRuntime(
        ChildLauncher launcher,
        Path binary,
        Supplier<String> version,
        long maxProcesses,
        int maxLogLines,
        int maxLogHistory,
        PlayoutPorts playout,
        InstantSource clock) {
    private static final long LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

    /** The FFmpeg versions that a process made now is meant for. */
    String versionConstraint() {
        return "^" + version.get();
    }

    /** The FFmpeg versions that a process of unknown age is taken to be meant for. */
    String lenientVersionConstraint() {
        String[] parts = version.get().split("\\.", 3);
        return "^" + parts[0] + "." + (parts.length > 1 ? parts[1] : "0") + ".0";
    }

    ReportLog newReport() {
        return new ReportLog(maxLogLines, maxLogHistory, clock.instant());
    }

    ReportLog continuedReport(Report previous) {
        return ReportLog.continuing(previous, maxLogLines, maxLogHistory);
    }

    Supervisor supervise(StoredProcess stored, ResolvedProcess resolved, ReportLog report) {
        ProcessConfig config = stored.config();
        SupervisedCommand command = new SupervisedCommand(
                binary,
                resolved.command(),
                config.reconnect(),
                seconds(config.reconnectDelaySeconds()),
                seconds(config.staleTimeoutSeconds()),
                new Limits(config.limitCpuPercent(), config.limitMemoryBytes(), seconds(config.limitWaitForSeconds())));
        return new Supervisor(stored.id(), launcher, command, report, stored.order(), clock);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS));
    }
}
