package media.kern.ffmpeg.report;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a process said: the newest lines of its current run, the prelude of that run (the lines before the first
 * progress) and the reports of a few earlier runs. Everything is bounded.
 *
 * <p>Safe for use by several threads: one writes, any number read. A snapshot is built when it is asked for and then
 * shared until the next change, so writing a line costs no copy and reading an idle process costs nothing.
 */
public final class ReportLog {

    /** Of the lines that are kept of a run; only a hostile source makes FFmpeg write more. */
    private static final long MAX_CHARACTERS = 1024 * 1024;

    private final int maxLines;
    private final int maxHistory;
    private final ArrayDeque<LogLine> log = new ArrayDeque<>();
    private final ArrayDeque<RunReport> history = new ArrayDeque<>();

    private long logCharacters;
    private Instant createdAt;
    private Prelude prelude = new Prelude();
    private boolean preludeComplete;

    /** Null after a change of the prelude; the log changes far more often than the prelude. */
    private @Nullable List<String> preludeLines;

    private @Nullable Report snapshot;

    /**
     * An empty log.
     *
     * @param maxLines lines to keep per run ({@code ffmpeg.log.max_lines}); below 1 acts as 1
     * @param maxHistory earlier runs to keep ({@code ffmpeg.log.max_history}); below 1 keeps none
     * @param createdAt when the process was added
     */
    public ReportLog(int maxLines, int maxHistory, Instant createdAt) {
        this(maxLines, maxHistory, createdAt, List.of());
    }

    /**
     * An empty log with the earlier runs of a process that this one replaces.
     *
     * @param maxLines lines to keep per run; below 1 acts as 1
     * @param maxHistory earlier runs to keep; below 1 keeps none
     * @param createdAt when the process was added or replaced
     * @param history earlier runs, oldest first; the oldest beyond {@code maxHistory} are dropped
     */
    public ReportLog(int maxLines, int maxHistory, Instant createdAt, List<RunReport> history) {
        this.maxLines = Math.max(1, maxLines);
        this.maxHistory = Math.max(0, maxHistory);
        this.createdAt = createdAt;
        history.forEach(this::push);
    }

    /**
     * A log that goes on where another one ended: its last run stays visible as the current one until the next
     * {@link #begin}, which moves it to the history. Nothing is lost when a process is updated or reloaded.
     *
     * @param previous the report of the replaced process
     * @param maxLines lines to keep per run; below 1 acts as 1
     * @param maxHistory earlier runs to keep; below 1 keeps none
     */
    public static ReportLog continuing(Report previous, int maxLines, int maxHistory) {
        ReportLog next = new ReportLog(maxLines, maxHistory, previous.createdAt(), previous.history());
        next.takeOver(previous);
        return next;
    }

    private synchronized void takeOver(Report previous) {
        previous.log().forEach(this::append);
        preludeLines = previous.prelude();
        // The run is over: what is added from here on does not describe it.
        preludeComplete = !previous.prelude().isEmpty();
    }

    /**
     * Starts a new run: the previous one goes to the history if it has a prelude.
     *
     * @param now when reading the output of the new run begins
     */
    public synchronized void begin(Instant now) {
        List<String> lines = preludeLines();
        if (!lines.isEmpty()) {
            push(new RunReport(createdAt, lines, List.copyOf(log)));
        }
        log.clear();
        logCharacters = 0;
        prelude = new Prelude();
        preludeLines = null;
        preludeComplete = false;
        createdAt = now;
        snapshot = null;
    }

    /** Adds a line to the log and, until {@link #completePrelude}, to the prelude. */
    public synchronized void add(Instant at, String line) {
        append(new LogLine(at, line));
        if (!preludeComplete) {
            prelude.add(line);
            preludeLines = null;
        }
        snapshot = null;
    }

    /** Adds a line that the process has not written: to the log only. */
    public synchronized void note(Instant at, String line) {
        append(new LogLine(at, line));
        snapshot = null;
    }

    /** Lines added from now on until the next {@link #begin} go to the log only. */
    public synchronized void completePrelude() {
        preludeComplete = true;
    }

    /** Whether lines go to the log only. */
    public synchronized boolean preludeComplete() {
        return preludeComplete;
    }

    /** The newest line, or an empty text if there is none. */
    public synchronized String lastLine() {
        LogLine last = log.peekLast();
        return last == null ? "" : last.line();
    }

    /** The newest lines, oldest first. */
    public synchronized List<String> lastLines(int count) {
        return log.stream()
                .skip(Math.max(0, log.size() - count))
                .map(LogLine::line)
                .toList();
    }

    /** The state now. The same object is returned until something changes. */
    public synchronized Report snapshot() {
        Report current = snapshot;
        if (current == null) {
            current = new Report(createdAt, preludeLines(), List.copyOf(log), List.copyOf(history));
            snapshot = current;
        }
        return current;
    }

    private List<String> preludeLines() {
        List<String> lines = preludeLines;
        if (lines == null) {
            lines = prelude.lines();
            preludeLines = lines;
        }
        return lines;
    }

    private void append(LogLine line) {
        log.addLast(line);
        logCharacters += line.line().length();
        while (log.size() > maxLines || (logCharacters > MAX_CHARACTERS && log.size() > 1)) {
            logCharacters -= log.removeFirst().line().length();
        }
    }

    private void push(RunReport run) {
        history.addLast(run);
        if (history.size() > maxHistory) {
            history.removeFirst();
        }
    }
}
