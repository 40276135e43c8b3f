package media.kern.ffmpeg.report;

import java.time.Instant;
import java.util.List;

/**
 * What is kept of one run of a process.
 *
 * @param createdAt start of the run
 * @param prelude the lines up to the first progress; at most 151, one of which tells how many were left out
 * @param log the newest lines, oldest first
 */
public record RunReport(Instant createdAt, List<String> prelude, List<LogLine> log) {

    /** Copies the lists, which costs nothing if they are immutable already. */
    public RunReport {
        prelude = List.copyOf(prelude);
        log = List.copyOf(log);
    }
}
