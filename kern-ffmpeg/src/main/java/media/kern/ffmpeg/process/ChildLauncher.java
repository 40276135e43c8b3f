package media.kern.ffmpeg.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spawns FFmpeg so that it cannot outlive Kern and does not see signals meant for Kern's terminal: a session of its own
 * ({@code setsid}) and SIGKILL when the spawning thread ends ({@code setpriv --pdeathsig}). Both replace themselves by
 * FFmpeg, so no process stands in between. The kernel binds the death signal to the thread that forked: all spawns
 * happen on one thread that lives as long as the launcher.
 *
 * <p>A child's environment holds nothing but the two variables by which {@link OrphanReaper} recognises it.
 */
public final class ChildLauncher implements AutoCloseable {
    /** Which installation started this child. */
    static final String OWNER_VARIABLE = "KERN_ID";
    /** The process id of the Kern that started this child. */
    static final String PARENT_VARIABLE = "KERN_PID";

    private static final Logger LOG = LoggerFactory.getLogger("Process");

    private final ExecutorService spawner = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("kern-spawner").daemon().factory());
    private final List<String> prefix;
    private final String owner;

    /** @param owner the id of this installation, the same after a restart */
    public ChildLauncher(String owner) {
        this.owner = owner;
        this.prefix = prefix();
    }

    /**
     * Starts a child with null devices as stdin and stdout, and its stderr readable.
     *
     * @throws IOException if it cannot be started; the message says why
     */
    Child launch(Path binary, List<String> arguments) throws IOException {
        return launch(binary, arguments, Captured.STDERR);
    }

    /**
     * Starts a child with a null device as stdin, and as every output that is not {@code captured}.
     *
     * @throws IOException if it cannot be started; the message says why
     */
    Child launch(Path binary, List<String> arguments, Captured captured) throws IOException {
        if (!Files.isRegularFile(binary)) {
            throw new IOException("fork/exec " + binary + ": no such file or directory");
        }
        if (!Files.isExecutable(binary)) {
            throw new IOException("fork/exec " + binary + ": permission denied");
        }
        List<String> command = new ArrayList<>(prefix);
        command.add(binary.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        captured.redirect(builder);
        builder.environment().clear();
        builder.environment().put(OWNER_VARIABLE, owner);
        builder.environment()
                .put(PARENT_VARIABLE, Long.toString(ProcessHandle.current().pid()));
        return new Child(spawn(builder));
    }

    private Process spawn(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        try {
            spawner.execute(() -> {
                try {
                    started.complete(builder.start());
                } catch (IOException | RuntimeException | Error e) {
                    // This thread must survive: its end is the end of all children.
                    started.completeExceptionally(new IOException(e.getMessage(), e));
                }
            });
            return started.get();
        } catch (InterruptedException e) {
            var _ = started.thenAccept(Process::destroyForcibly);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (RejectedExecutionException e) {
            throw new IOException("nothing is started any more: the server is shutting down", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
    }

    /** Ends the spawning thread, and with it every child that is still alive. */
    @Override
    public void close() {
        spawner.shutdownNow();
    }

    private static List<String> prefix() {
        Optional<Path> setpriv = Executable.find("setpriv", System.getenv("PATH"));
        Optional<Path> setsid = Executable.find("setsid", System.getenv("PATH"));
        if (setpriv.isEmpty() || setsid.isEmpty()) {
            LOG.atWarn()
                    .log("setpriv and setsid (package util-linux) are missing: FFmpeg processes are not ended by the"
                            + " kernel if this server is killed, only at its next start");
            return List.of();
        }
        return List.of(
                setpriv.get().toString(), "--pdeathsig", "KILL", setsid.get().toString());
    }
}
