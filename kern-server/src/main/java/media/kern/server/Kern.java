package media.kern.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import media.kern.core.cleanup.CleanedFiles;
import media.kern.core.cleanup.DiskWatch;
import media.kern.core.cleanup.SeparateCleanups;
import media.kern.core.fs.DiskFileSystem;
import media.kern.core.fs.MemoryFileSystem;
import media.kern.core.process.ProcessManager;
import media.kern.core.process.ProcessRuntime;
import media.kern.core.session.CollectorId;
import media.kern.core.session.Sessions;
import media.kern.core.store.Database;
import media.kern.core.store.DatabaseException;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Executable;
import media.kern.ffmpeg.child.OrphanReaper;
import media.kern.ffmpeg.child.ProcessTable;
import media.kern.ffmpeg.machine.ControlGroup;
import media.kern.ffmpeg.machine.Processors;
import media.kern.ffmpeg.probe.Probe;
import media.kern.ffmpeg.report.Secrets;
import media.kern.ffmpeg.skills.EncoderTrials;
import media.kern.ffmpeg.skills.HardwareSources;
import media.kern.ffmpeg.skills.InstalledFfmpeg;
import media.kern.ffmpeg.skills.SkillsCatalog;
import media.kern.server.api.SkillsResource;
import media.kern.server.config.Config;
import media.kern.server.config.ConfigStore;
import media.kern.server.config.InvalidValueException;
import media.kern.server.config.Settings;
import media.kern.server.files.ResponseCache;
import media.kern.server.log.LogBuffer;
import media.kern.server.metrics.CertificateMetrics;
import media.kern.server.openapi.OpenApi;
import media.kern.server.rtmp.Rtmp;
import media.kern.server.tls.CertificateState;
import media.kern.server.tls.Certificates;
import media.kern.server.tls.Pace;
import media.kern.server.web.BlockedRouteException;
import media.kern.server.webrtc.WebRtc;
import media.kern.server.webrtc.WebRtcSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: everything is put together here, by plain constructors, and ended in the opposite order. */
public final class Kern implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("Core");
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long LONGEST_RESTART_DELAY_SECONDS = 24 * 60 * 60;
    private static final Duration TIME_TO_FINISH_REQUESTS = Duration.ofSeconds(5);
    private static final Duration TIME_BETWEEN_CLEANUPS = Duration.ofSeconds(1);

    private final ChildLauncher launcher;
    private final ProcessManager processes;
    private final @Nullable WebRtc webRtc;
    private final @Nullable Rtmp rtmp;
    private final Sessions sessions;
    private final SeparateCleanups cleanup;
    private final DiskWatch diskWatch;
    private final MemoryFileSystem memory;
    private final DiskFileSystem disk;
    private final Buckets buckets;
    private final @Nullable ResponseCache cache;
    private final Vertx vertx;
    private final Listeners listeners;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Where the parts of the surroundings are that the configuration does not name.
     *
     * @param workingDirectory what relative paths of the configuration are relative to
     * @param searchPath where programs are looked for, as the variable {@code PATH}
     * @param pace of looks at certificates
     */
    public record Surroundings(Path workingDirectory, String searchPath, InstantSource clock, Pace pace) {}

    private Kern(
            ChildLauncher launcher,
            ProcessManager processes,
            @Nullable WebRtc webRtc,
            @Nullable Rtmp rtmp,
            Sessions sessions,
            SeparateCleanups cleanup,
            DiskWatch diskWatch,
            MemoryFileSystem memory,
            DiskFileSystem disk,
            Buckets buckets,
            @Nullable ResponseCache cache,
            Vertx vertx,
            Listeners listeners) {
        this.launcher = launcher;
        this.processes = processes;
        this.webRtc = webRtc;
        this.rtmp = rtmp;
        this.sessions = sessions;
        this.cleanup = cleanup;
        this.diskWatch = diskWatch;
        this.memory = memory;
        this.disk = disk;
        this.buckets = buckets;
        this.cache = cache;
        this.vertx = vertx;
        this.listeners = listeners;
    }

    /**
     * Starts a server. The ports are bound before the first process is started.
     *
     * @throws StartException names what cannot be had; everything begun has been ended again
     */
    public static Kern start(ConfigStore store, LogBuffer log, Surroundings surroundings) throws StartException {
        Closing undo = new Closing();
        try {
            Kern kern = assemble(store, log, surroundings, undo);
            kern.processes.startOrdered();
            kern.cleanup.start();
            kern.diskWatch.start();
            return kern;
        } catch (IOException | DatabaseException | InvalidValueException | BlockedRouteException e) {
            undo.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            undo.close();
            throw e;
        }
    }

    private static Kern assemble(ConfigStore store, LogBuffer log, Surroundings surroundings, Closing undo)
            throws IOException, DatabaseException, InvalidValueException, BlockedRouteException {
        Config config = store.active();
        CompletableFuture<OpenApi> document = CompletableFuture.supplyAsync(OpenApi::load);
        CompletableFuture<Vertx> vertxReady = CompletableFuture.supplyAsync(Kern::vertx);
        undo.add(() -> vertxReady.join().close());

        Path binary = Executable.find(config.get(Settings.FFMPEG_BINARY), surroundings.searchPath())
                .orElseThrow(() -> new IOException("unable to create ffmpeg: invalid ffmpeg binary given: "
                        + config.get(Settings.FFMPEG_BINARY) + " not found or is not executable"));
        ChildLauncher launcher = undo.add(new ChildLauncher(config.get(Settings.ID)));
        InstalledFfmpeg ffmpeg = new InstalledFfmpeg(launcher, binary);
        // FFmpeg takes its time to answer, and nothing waits for it before a process is added.
        Thread.ofVirtual().name("kern-ffmpeg-version").start(ffmpeg::version);
        Path folder = surroundings.workingDirectory();
        Path diskFolder = folder.resolve(config.get(Settings.STORAGE_DISK_DIR));
        DiskFileSystem disk =
                undo.add(new DiskFileSystem(diskFolder, config.get(Settings.STORAGE_DISK_MAX_SIZE_MBYTES) * MEBIBYTE));
        MemoryFileSystem memory = undo.add(new MemoryFileSystem(
                config.get(Settings.STORAGE_MEMORY_MAX_SIZE_MBYTES) * MEBIBYTE,
                config.get(Settings.STORAGE_MEMORY_PURGE)));
        Buckets buckets = undo.add(Buckets.open(config));
        ResponseCache cache = CacheRules.cache(config);
        if (cache != null) {
            undo.add(cache);
        }
        Database database = Database.open(
                folder.resolve(config.get(Settings.DB_DIR)).resolve("db.json").normalize());
        OrphanReaper.reap(config.get(Settings.ID));
        Secrets secrets = ProcessRules.secrets(config);
        Sessions sessions = undo.add(Sessions.start(SessionRules.of(config, folder), surroundings.clock()));
        WebRtc webRtc = config.get(Settings.WEBRTC_ENABLE)
                ? undo.add(WebRtc.start(new WebRtcSettings(config), sessions.collector(CollectorId.WEBRTC)))
                : null;
        ProcessRuntime runtime = new ProcessRuntime(
                launcher,
                new ProcessTable(new Processors(ControlGroup.ofThisServer())::available),
                binary,
                ffmpeg::version,
                ffmpeg::instrumentation,
                new ProcessRuntime.Rules(
                        config.get(Settings.FFMPEG_MAX_PROCESSES),
                        config.get(Settings.FFMPEG_LOG_MAX_LINES),
                        config.get(Settings.FFMPEG_LOG_MAX_HISTORY),
                        Duration.ofSeconds(Math.clamp(
                                config.get(Settings.FFMPEG_MAX_RESTART_DELAY_SECONDS),
                                0L,
                                LONGEST_RESTART_DELAY_SECONDS))),
                secrets,
                ProcessRules.playout(config),
                Optional.ofNullable(webRtc),
                surroundings.clock());
        SeparateCleanups cleanup = undo.add(new SeparateCleanups(
                List.of(
                        new CleanedFiles(disk, Set.of("diskfs"), TIME_BETWEEN_CLEANUPS),
                        new CleanedFiles(memory, Set.of("memfs"), TIME_BETWEEN_CLEANUPS)),
                buckets.cleaned(),
                surroundings.clock()));
        ProcessManager processes =
                undo.add(new ProcessManager(database, ProcessRules.of(config, diskFolder), runtime, cleanup));
        processes.load();
        DiskWatch diskWatch = undo.add(new DiskWatch(disk, processes));

        Optional<Certificates> certificates =
                TlsRules.certificates(config, folder, surroundings.clock(), surroundings.pace());
        certificates.ifPresent(undo::add);
        Rtmp rtmp = config.get(Settings.RTMP_ENABLE)
                ? undo.add(Rtmp.start(config, certificates, sessions.collector(CollectorId.RTMP)))
                : null;
        Vertx vertx = vertxReady.join();
        SkillsResource skills = new SkillsResource(
                new SkillsCatalog(launcher, binary, HardwareSources.ofSystem(surroundings.searchPath())),
                new EncoderTrials(launcher, binary));
        HttpParts parts = new HttpParts(
                store,
                log,
                processes,
                new Probe(launcher, binary),
                skills,
                webRtc,
                rtmp,
                disk,
                memory,
                sessions,
                certificates.map(used -> new CertificateMetrics(used::states)),
                buckets,
                cache,
                folder,
                surroundings.clock());
        Listeners listeners =
                undo.add(Listeners.open(vertx, config, parts.doors(vertx, document.join()), certificates));
        return new Kern(
                launcher, processes, webRtc, rtmp, sessions, cleanup, diskWatch, memory, disk, buckets, cache, vertx,
                listeners);
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(Runtime.getRuntime().availableProcessors())
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2));
    }

    /** The port of the HTTP listener. */
    public int port() {
        return listeners.port();
    }

    /** The port of the HTTPS listener; 0 without one. */
    public int tlsPort() {
        return listeners.tlsPort();
    }

    /** How it stands with the certificates of the HTTPS listener. */
    public List<CertificateState> certificates() {
        return listeners.certificates();
    }

    public ProcessManager processes() {
        return processes;
    }

    /** Ends everything: all FFmpeg at the same time and for good, then the connections. Safe to call twice. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        LOG.atInfo().log("Shutdown requested ...");
        LOG.atInfo().addKeyValue("action", "shutdown").log("Stopping all processes ...");
        diskWatch.close();
        cleanup.close();
        processes.close();
        if (webRtc != null) {
            webRtc.close();
        }
        if (rtmp != null) {
            rtmp.close();
        }
        launcher.close();
        sessions.close();
        try {
            listeners
                    .shutdown(TIME_TO_FINISH_REQUESTS)
                    .compose(closed -> vertx.close())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIME_TO_FINISH_REQUESTS.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().setCause(e).log("Connections were not ended in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listeners.close();
        memory.close();
        disk.close();
        buckets.close();
        if (cache != null) {
            cache.close();
        }
        LOG.atInfo().log("Complete");
    }
}
