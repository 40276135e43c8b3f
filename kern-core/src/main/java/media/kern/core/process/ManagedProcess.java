package media.kern.core.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import media.kern.core.json.JsonOutput;
import media.kern.ffmpeg.process.ExecState;
import media.kern.ffmpeg.process.Order;
import media.kern.ffmpeg.process.ProcessStatus;
import media.kern.ffmpeg.process.Supervisor;
import media.kern.ffmpeg.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * A process of the {@link ProcessManager}. Reading never waits; operations of one process exclude each other by its own
 * lock, which may be held while FFmpeg ends, and which no reader needs.
 */
public final class ManagedProcess {
    private final ReentrantLock operations = new ReentrantLock(true);
    private volatile Definition definition;
    private volatile boolean deleted;
    private volatile boolean claimed;
    private volatile boolean awaitingStart;

    /**
     * What a process is until the next update or command.
     *
     * @param resolved null if the definition is invalid
     * @param supervisor null if the definition is invalid
     * @param json the parts of the API's answers that are fixed as long as the definition is
     */
    record Definition(
            StoredProcess stored,
            @Nullable ResolvedProcess resolved,
            @Nullable Supervisor supervisor,
            DefinitionJson json) {}

    ManagedProcess(Definition definition) {
        this.definition = definition;
    }

    public StoredProcess stored() {
        return definition.stored;
    }

    public ProcessConfig config() {
        return definition.stored.config();
    }

    /** The arguments of FFmpeg; empty if the definition is invalid. */
    public List<String> command() {
        ResolvedProcess resolved = definition.resolved;
        return resolved == null ? List.of() : resolved.command();
    }

    /** The configuration as the API shows it. */
    public JsonOutput.Rendered configJson() {
        return definition.json.config();
    }

    /** The arguments of FFmpeg as a JSON list. */
    public JsonOutput.Rendered commandJson() {
        return definition.json.command();
    }

    public ProcessStatus status() {
        Definition now = definition;
        if (now.supervisor == null) {
            return ProcessStatus.invalid(now.stored.order());
        }
        return now.supervisor.status();
    }

    /** How often each state was entered since the definition last changed. */
    public Map<ExecState, Long> statesEntered() {
        Supervisor supervisor = definition.supervisor;
        return supervisor == null ? Map.of() : supervisor.statesEntered();
    }

    public Report report() {
        Supervisor supervisor = definition.supervisor;
        return supervisor == null
                ? new Report(Instant.ofEpochSecond(stored().createdAt()), List.of(), List.of(), List.of())
                : supervisor.report();
    }

    /** The newest line of the log, or an empty text. */
    public String lastLine() {
        Supervisor supervisor = definition.supervisor;
        return supervisor == null ? "" : supervisor.lastLine();
    }

    /** Whether it is valid, ordered to run, and has an output that is a file on disk. */
    public boolean fillsDisk() {
        ResolvedProcess resolved = definition.resolved;
        return wantsToRun() && resolved != null && resolved.writesToDisk();
    }

    /**
     * The port on which FFmpeg serves the playout of an input; empty if there is no such input, or it has none.
     *
     * @param inputId with placeholders replaced
     * @throws InvalidProcessException if the definition is invalid
     */
    public Optional<Integer> playoutPort(String inputId) throws InvalidProcessException {
        ResolvedProcess resolved = definition.resolved;
        if (resolved == null) {
            throw new InvalidProcessException("invalid process definition");
        }
        return Optional.ofNullable(resolved.playoutPorts().get(inputId));
    }

    Definition definition() {
        return definition;
    }

    Map<String, Integer> playoutPorts() {
        return resolved().map(ResolvedProcess::playoutPorts).orElse(Map.of());
    }

    Optional<ResolvedProcess> resolved() {
        return Optional.ofNullable(definition.resolved);
    }

    boolean wantsToRun() {
        return !deleted && definition.stored.order() == Order.START;
    }

    /** Takes a place before there is an FFmpeg, or while there is none for a moment. */
    void claim() {
        claimed = true;
    }

    /** From here on it takes a place only as long as there is an FFmpeg, or one is about to come. */
    void release() {
        claimed = false;
    }

    /** Has a place from the beginning, though the server is not ready to start it. */
    void awaitStart() {
        awaitingStart = true;
    }

    void awaitStartNoMore() {
        awaitingStart = false;
    }

    /** Counts for {@code max_processes}: one that has ended and is not started again by itself does not. */
    boolean takesPlace() {
        Supervisor supervisor = definition.supervisor;
        return wantsToRun() && (claimed || awaitingStart || (supervisor != null && supervisor.engaged()));
    }

    void replace(Definition next) {
        definition = next;
    }

    void order(Order order) {
        Definition now = definition;
        definition = new Definition(now.stored.withOrder(order), now.resolved, now.supervisor, now.json);
    }

    /** Says for which FFmpeg versions the process is meant, if it does not say so itself. */
    void constrainVersion(String constraint) {
        Definition now = definition;
        if (now.stored.config().ffversion().isEmpty()) {
            StoredProcess constrained =
                    now.stored.withConfig(now.stored.config().withFfversion(constraint), now.stored.updatedAt());
            // The API does not show it, so the rest stays as it is.
            definition = new Definition(constrained, now.resolved, now.supervisor, now.json);
        }
    }

    void delete() {
        deleted = true;
    }

    boolean deleted() {
        return deleted;
    }

    ReentrantLock operations() {
        return operations;
    }
}
