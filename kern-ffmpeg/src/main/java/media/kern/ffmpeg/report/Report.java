package media.kern.ffmpeg.report;

import java.time.Instant;
import java.util.List;

/**
 * The current (or last) run of a process and the runs before it.
 *
 * @param createdAt start of the current run; before the first start the time the process was added
 * @param prelude the lines up to the first progress; at most 151, one of which tells how many were left out
 * @param log the newest lines, oldest first
 * @param history earlier runs, oldest first
 */
public record Report(Instant createdAt, List<String> prelude, List<LogLine> log, List<RunReport> history) {

    /** Copies the lists, which costs nothing if they are immutable already. */
    public Report {
        prelude = List.copyOf(prelude);
        log = List.copyOf(log);
        history = List.copyOf(history);
    }
}
