package media.kern.core.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import media.kern.core.json.JsonException;
import media.kern.core.playout.PortClaim;
import media.kern.core.process.ManagedProcess.Definition;
import media.kern.ffmpeg.process.Order;
import media.kern.ffmpeg.process.Supervisor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All processes, and what can be done with them. Operations wait until they are done and durable, so they belong on a
 * thread that may block; they exclude each other per process, never across processes.
 */
public final class ProcessManager implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final int MAX_PROCESSES = 50_000;
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(8);

    private final ProcessStore store;
    private final ProcessResolver resolver;
    private final ProcessRuntime runtime;
    private final ProcessFiles files;
    private final ConcurrentSkipListMap<String, ManagedProcess> processes = new ConcurrentSkipListMap<>();
    /** Guards the decision who may run under {@code max_processes} and who owns an id. Never held while waiting. */
    private final Object admission = new Object();

    /** What is to be started when the server is ready. */
    private final List<ManagedProcess> toStart = new ArrayList<>();

    private volatile boolean closing;

    public ProcessManager(ProcessStore store, ProcessResolver resolver, ProcessRuntime runtime, ProcessFiles files) {
        this.store = store;
        this.resolver = resolver;
        this.runtime = runtime;
        this.files = files;
    }

    /** Makes a new configuration out of the current one. */
    @FunctionalInterface
    public interface Change {
        ProcessConfig apply(ProcessConfig current) throws JsonException, InvalidProcessException;
    }

    /** Takes over what is stored; a definition that is invalid now is kept but cannot run. */
    public void load() {
        Map<String, ProcessConfig> expanded = new HashMap<>();
        Map<String, InvalidProcessException> problems = new HashMap<>();
        Collection<StoredProcess> stored = store.processes();
        for (StoredProcess process : stored) {
            try {
                expanded.put(process.id(), resolver.expand(process.config()));
            } catch (InvalidProcessException e) {
                problems.put(process.id(), e);
            }
        }
        ProcessResolver.Others others = id ->
                Optional.ofNullable(expanded.get(id)).map(config -> new ResolvedProcess(config, List.of(), false));
        for (StoredProcess process : stored) {
            ProcessConfig config = expanded.get(process.id());
            ResolvedProcess resolved = null;
            try (PortClaim ports = runtime.playout().claim(Map.of())) {
                if (config != null) {
                    files.keep(process.id(), config.cleanup());
                    resolved = resolver.resolve(config, process.id(), others).withPlayout(ports);
                    ports.keep();
                }
            } catch (InvalidProcessException e) {
                problems.put(process.id(), e);
            }
            if (resolved == null) {
                LOG.atWarn()
                        .addKeyValue("id", process.id())
                        .setCause(problems.get(process.id()))
                        .log("Ignoring");
            }
            processes.put(process.id(), new ManagedProcess(define(process, resolved, null)));
        }
        reservePlaces();
    }

    /** Gives a place to everything that is ordered to run, oldest first, up to the limit. */
    private void reservePlaces() {
        List<ManagedProcess> ordered = processes.values().stream()
                .filter(process -> process.wantsToRun() && process.definition().supervisor() != null)
                .sorted(Comparator.comparingLong(
                                (ManagedProcess process) -> process.stored().createdAt())
                        .thenComparing(process -> process.stored().id()))
                .toList();
        for (ManagedProcess process : ordered) {
            if (maxProcesses() > 0 && toStart.size() >= maxProcesses()) {
                LOG.atWarn().addKeyValue("id", process.stored().id()).log("Not started: " + limitReached());
            } else {
                process.awaitStart();
                toStart.add(process);
            }
        }
    }

    /** Starts what has got a place in {@link #load}, oldest first, and writes the store back; does not wait. */
    public void startOrdered() {
        for (ManagedProcess process : toStart) {
            Thread.ofVirtual().name("kern-start").start(() -> startLoaded(process));
        }
        toStart.clear();
        var _ = store.save();
        Thread.ofVirtual().name("kern-ffversion").start(this::completeVersions);
    }

    /** A user may have been faster. */
    private void startLoaded(ManagedProcess process) {
        process.operations().lock();
        try {
            Supervisor supervisor = process.definition().supervisor();
            if (supervisor != null && process.wantsToRun() && !closing) {
                await(supervisor.start());
            }
        } finally {
            process.awaitStartNoMore();
            process.operations().unlock();
        }
    }

    /** An older database may not say for which FFmpeg a process was made. */
    private void completeVersions() {
        for (ManagedProcess process : processes.values()) {
            if (process.config().ffversion().isEmpty()) {
                String constraint = runtime.lenientVersionConstraint();
                process.operations().lock();
                try {
                    process.constrainVersion(constraint);
                    if (!process.deleted() && !closing) {
                        var _ = store.put(process.stored());
                    }
                } finally {
                    process.operations().unlock();
                }
            }
        }
    }

    /** All processes, by id. */
    public List<ManagedProcess> list() {
        List<ManagedProcess> result = new ArrayList<>(processes.size());
        processes.forEach((id, process) -> {
            // A process that is being renamed stands at both ids until it has its new one.
            if (process.stored().id().equals(id)) {
                result.add(process);
            }
        });
        return result;
    }

    public ManagedProcess get(String id) throws UnknownProcessException {
        ManagedProcess process = processes.get(id);
        if (process == null) {
            throw new UnknownProcessException();
        }
        return process;
    }

    /**
     * Adds a process and starts it if it says so.
     *
     * @return the configuration as stored
     * @throws InvalidProcessException if it cannot work, its id is taken, or no more processes may run
     */
    public ProcessConfig add(ProcessConfig wanted) throws InvalidProcessException {
        ProcessConfig config = wanted.withGeneratedIds().withFfversion(runtime.versionConstraint());
        ResolvedProcess resolved = resolver.resolve(resolver.expand(config), config.id(), this::resolved);
        try (PortClaim ports = runtime.playout().claim(Map.of())) {
            return add(config, resolved.withPlayout(ports), ports);
        }
    }

    private ProcessConfig add(ProcessConfig config, ResolvedProcess resolved, PortClaim ports)
            throws InvalidProcessException {
        long now = runtime.clock().instant().getEpochSecond();
        Order order = config.autostart() ? Order.START : Order.STOP;
        Definition definition = define(new StoredProcess(config, now, now, order), resolved, null);
        ManagedProcess process = new ManagedProcess(definition);
        process.operations().lock();
        try {
            admit(process);
            files.keep(config.id(), resolved.config().cleanup());
            ports.keep();
            CompletableFuture<Void> stored = store.put(process.stored());
            if (order == Order.START) {
                await(supervisor(definition).start());
            }
            awaitStored(stored);
            return config;
        } catch (InvalidProcessException e) {
            var _ = supervisor(definition).close();
            throw e;
        } finally {
            release(process);
        }
    }

    private void admit(ManagedProcess process) throws InvalidProcessException {
        synchronized (admission) {
            String id = process.stored().id();
            if (processes.containsKey(id)) {
                throw new InvalidProcessException("process already exists");
            }
            if (processes.size() >= MAX_PROCESSES) {
                throw new InvalidProcessException("max. number of processes (" + MAX_PROCESSES + ") reached");
            }
            if (process.wantsToRun()) {
                claimPlace(process);
            }
            processes.put(id, process);
        }
    }

    /** To be given back with {@link #release}; one that has a place already keeps it. */
    private void claimPlace(ManagedProcess process) throws InvalidProcessException {
        if (!process.takesPlace()) {
            requireFreePlace();
        }
        process.claim();
    }

    /** Ends an operation. */
    private static void release(ManagedProcess process) {
        process.release();
        process.operations().unlock();
    }

    private void requireFreePlace() throws InvalidProcessException {
        if (closing) {
            throw new InvalidProcessException("the server is shutting down");
        }
        // Not over the map itself, where one that is being renamed stands twice.
        long running = list().stream().filter(ManagedProcess::takesPlace).count();
        if (maxProcesses() > 0 && running >= maxProcesses()) {
            throw new InvalidProcessException(limitReached());
        }
    }

    private long maxProcesses() {
        return runtime.rules().maxProcesses();
    }

    private String limitReached() {
        return "max. number of running processes (" + maxProcesses() + ") reached";
    }

    /**
     * Replaces the definition. The order, the metadata and the report are kept; FFmpeg is restarted if it is ordered to
     * run. Nothing changes if the new definition is refused.
     *
     * @return the configuration as stored
     */
    public ProcessConfig update(String id, Change change)
            throws UnknownProcessException, InvalidProcessException, JsonException {
        ManagedProcess process = lock(id);
        try (PortClaim ports = runtime.playout().claim(process.playoutPorts())) {
            ProcessConfig config =
                    change.apply(process.config()).withGeneratedIds().withFfversion(runtime.versionConstraint());
            ResolvedProcess resolved = resolver.resolve(resolver.expand(config), id, this::resolved)
                    .withPlayout(ports);
            reserve(id, config.id(), process);
            Definition before = process.definition();
            long now = runtime.clock().instant().getEpochSecond();
            keepPlace(process);
            endForGood(before);
            Definition next = define(before.stored().withConfig(config, now), resolved, before.supervisor());
            process.replace(next);
            ports.keep();
            CompletableFuture<Void> stored =
                    config.id().equals(id) ? store.put(next.stored()) : store.rename(id, next.stored());
            files.keep(config.id(), resolved.config().cleanup());
            if (!config.id().equals(id)) {
                files.forget(id);
                processes.remove(id, process);
            }
            startIfOrdered(process);
            awaitStored(stored);
            return config;
        } finally {
            release(process);
        }
    }

    /** Between the end of one FFmpeg and the start of its successor nobody else takes the place. */
    private void keepPlace(ManagedProcess process) {
        synchronized (admission) {
            if (process.takesPlace()) {
                process.claim();
            }
        }
    }

    private void reserve(String id, String newId, ManagedProcess process) throws InvalidProcessException {
        synchronized (admission) {
            if (!newId.equals(id) && processes.putIfAbsent(newId, process) != null) {
                throw new InvalidProcessException("process already exists");
            }
        }
    }

    /** Stops a process and removes everything about it. */
    public void delete(String id) throws UnknownProcessException {
        ManagedProcess process = lock(id);
        try {
            endForGood(process.definition());
            process.delete();
            runtime.playout().release(process.playoutPorts());
            // In this order: whoever takes the id next must not have its files and its entry removed.
            files.purge(id);
            CompletableFuture<Void> stored = store.remove(id);
            processes.remove(id, process);
            awaitStored(stored);
        } finally {
            process.operations().unlock();
        }
    }

    /** Orders a process to run. */
    public void start(String id) throws UnknownProcessException, InvalidProcessException {
        ManagedProcess process = lock(id);
        try {
            Supervisor supervisor = validSupervisor(process);
            synchronized (admission) {
                claimPlace(process);
                process.order(Order.START);
            }
            CompletableFuture<Void> stored = store.put(process.stored());
            await(supervisor.start());
            awaitStored(stored);
        } finally {
            release(process);
        }
    }

    /** Orders a process to stop and waits until it has. */
    public void stop(String id) throws UnknownProcessException {
        ManagedProcess process = lock(id);
        try {
            stop(process);
        } finally {
            process.operations().unlock();
        }
    }

    /**
     * Orders a process that {@linkplain ManagedProcess#fillsDisk fills the disk} to stop, says why in its log, and waits
     * until it has.
     *
     * @return false if it does not fill the disk any more
     */
    public boolean stopFillingDisk(String id, String why) throws UnknownProcessException {
        ManagedProcess process = lock(id);
        try {
            if (!process.fillsDisk()) {
                return false;
            }
            supervisor(process.definition()).note(why);
            stop(process);
            return true;
        } finally {
            process.operations().unlock();
        }
    }

    private void stop(ManagedProcess process) {
        process.order(Order.STOP);
        CompletableFuture<Void> stored = store.put(process.stored());
        Supervisor supervisor = process.definition().supervisor();
        if (supervisor != null) {
            await(supervisor.stop());
        }
        awaitStored(stored);
    }

    /** Ends FFmpeg and starts it again at once; nothing if the process is ordered to be stopped. */
    public void restart(String id) throws UnknownProcessException, InvalidProcessException {
        ManagedProcess process = lock(id);
        try {
            Supervisor supervisor = validSupervisor(process);
            synchronized (admission) {
                if (process.wantsToRun()) {
                    claimPlace(process);
                }
            }
            await(supervisor.restart());
        } finally {
            release(process);
        }
    }

    /**
     * Resolves the definition again and restarts FFmpeg with the result if it is ordered to run.
     *
     * @throws InvalidProcessException if it does not resolve any more; everything stays as it was
     */
    public void reload(String id) throws UnknownProcessException, InvalidProcessException {
        ManagedProcess process = lock(id);
        try (PortClaim ports = runtime.playout().claim(process.playoutPorts())) {
            Definition before = process.definition();
            ProcessConfig config = before.stored().config();
            ResolvedProcess resolved = resolver.resolve(resolver.expand(config), id, this::resolved)
                    .withPlayout(ports);
            keepPlace(process);
            endForGood(before);
            Definition next = define(before.stored(), resolved, before.supervisor());
            process.replace(next);
            ports.keep();
            files.keep(id, resolved.config().cleanup());
            startIfOrdered(process);
            awaitStored(store.put(next.stored()));
        } finally {
            release(process);
        }
    }

    /**
     * For each input of a process the arguments that make FFmpeg describe it.
     *
     * @return empty if the definition is invalid
     */
    public List<List<String>> probeCommands(String id) throws UnknownProcessException {
        return get(id).resolved()
                .map(resolved -> resolved.config().probeCommands())
                .orElse(List.of());
    }

    /** Takes the secrets of the server and of a process out of a text. */
    public UnaryOperator<String> secrets(String id) throws UnknownProcessException {
        return get(id).resolved().map(runtime::secretsOf).orElseGet(runtime::secrets);
    }

    /** Metadata of a process; empty if there is none. */
    public Optional<Map<String, Object>> metadata(String id) throws UnknownProcessException {
        get(id);
        return store.metadata(id);
    }

    /** Sets metadata of a process, or removes it if {@code value} is null. */
    public void putMetadata(String id, String key, @Nullable Object value) throws UnknownProcessException {
        ManagedProcess process = lock(id);
        CompletableFuture<Void> stored;
        try {
            stored = store.putMetadata(id, key, value);
        } finally {
            process.operations().unlock();
        }
        awaitStored(stored);
    }

    /** Metadata that belongs to no process. */
    public Map<String, Object> systemMetadata() {
        return store.systemMetadata();
    }

    /** Sets metadata that belongs to no process, or removes it if {@code value} is null. */
    public void putSystemMetadata(String key, @Nullable Object value) {
        awaitStored(store.putSystemMetadata(key, value));
    }

    /** Ends all FFmpeg at the same time. What is ordered to run stays ordered, for the next start. */
    @Override
    public void close() {
        synchronized (admission) {
            closing = true;
        }
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (ManagedProcess process : processes.values()) {
            Supervisor supervisor = process.definition().supervisor();
            if (supervisor != null) {
                ends.add(supervisor.close());
            }
        }
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                    .thenCompose(ended -> store.idle())
                    .get(TIME_TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.atWarn()
                    .log("Not all FFmpeg processes ended, or not all changes were written, in time;"
                            + " the kernel ends the rest");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ResolvedProcess> resolved(String id) {
        return Optional.ofNullable(processes.get(id)).flatMap(ManagedProcess::resolved);
    }

    /** Takes the lock of the process that has this id now, whatever it is renamed to while waiting for the lock. */
    private ManagedProcess lock(String id) throws UnknownProcessException {
        ManagedProcess process = get(id);
        process.operations().lock();
        if (process.deleted() || processes.get(id) != process) {
            process.operations().unlock();
            throw new UnknownProcessException();
        }
        return process;
    }

    private Definition define(StoredProcess stored, @Nullable ResolvedProcess resolved, @Nullable Supervisor previous) {
        return runtime.define(stored, resolved, previous == null ? null : previous.report());
    }

    private static Supervisor validSupervisor(ManagedProcess process) throws InvalidProcessException {
        Supervisor supervisor = process.definition().supervisor();
        if (supervisor == null) {
            throw new InvalidProcessException("invalid process definition");
        }
        return supervisor;
    }

    private static Supervisor supervisor(Definition definition) {
        Supervisor supervisor = definition.supervisor();
        if (supervisor == null) {
            throw new IllegalStateException("a valid definition has a supervisor");
        }
        return supervisor;
    }

    private static void endForGood(Definition definition) {
        if (definition.supervisor() != null) {
            await(definition.supervisor().close());
        }
    }

    /** One that was held back at the start of the server runs now, if there is a place for it. */
    private void startIfOrdered(ManagedProcess process) {
        synchronized (admission) {
            if (closing || !process.wantsToRun()) {
                return;
            }
            try {
                claimPlace(process);
            } catch (InvalidProcessException e) {
                LOG.atWarn().addKeyValue("id", process.stored().id()).log("Not started: " + e.getMessage());
                return;
            }
        }
        await(supervisor(process.definition()).start());
    }

    private static void await(CompletableFuture<Void> done) {
        done.join();
    }

    private static void awaitStored(CompletableFuture<Void> stored) {
        try {
            stored.join();
        } catch (CompletionException e) {
            throw new StoreException(e.getCause() == null ? e : e.getCause());
        }
    }
}
