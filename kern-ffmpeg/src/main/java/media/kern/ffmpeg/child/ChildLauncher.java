package media.kern.ffmpeg.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts programs so that they cannot outlive Kern and do not see signals meant for Kern's terminal: a session of their
 * own, and SIGKILL when Kern ends, however it ends ({@code setpriv --pdeathsig}, which replaces itself by the program).
 *
 * <p>A child's environment holds nothing but the two variables by which {@link OrphanReaper} recognises it.
 */
public final class ChildLauncher implements AutoCloseable {
    /** Which installation started this child. */
    static final String OWNER_VARIABLE = "KERN_ID";
    /** The process id of the Kern that started this child. */
    static final String PARENT_VARIABLE = "KERN_PID";

    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final long SECONDS_TO_TRY = 5;

    private final Spawner spawner;
    private final List<String> prefix;
    private final List<String> environment;

    /** @param owner the id of this installation, the same after a restart */
    public ChildLauncher(String owner) {
        this(owner, spawner());
    }

    ChildLauncher(String owner, Spawner spawner) {
        this.spawner = spawner;
        this.prefix = prefix();
        this.environment = List.of(
                OWNER_VARIABLE + "=" + owner,
                PARENT_VARIABLE + "=" + ProcessHandle.current().pid());
    }

    private static Spawner spawner() {
        try {
            return new NativeSpawner();
        } catch (IOException | LinkageError e) {
            LOG.atDebug().setCause(e).log("Children are started by the means of Java, which costs threads");
            return new JdkSpawner();
        }
    }

    /** Starts a child whose stderr is read; the rest is the null device. As {@link #launch(Path, List, Output)}. */
    public Child launch(Path binary, List<String> arguments) throws IOException {
        return launch(binary, arguments, Output.STDERR);
    }

    /**
     * Starts a child. It has to be {@linkplain Child#attach listened to}.
     *
     * @param binary absolute path
     * @throws IOException if it cannot be started; the message says why
     */
    public Child launch(Path binary, List<String> arguments, Output output) throws IOException {
        if (!Files.isRegularFile(binary)) {
            throw new IOException("fork/exec " + binary + ": no such file or directory");
        }
        if (!Files.isExecutable(binary)) {
            throw new IOException("fork/exec " + binary + ": permission denied");
        }
        List<String> command = new ArrayList<>(prefix);
        command.add(binary.toString());
        command.addAll(arguments);
        return spawner.spawn(command, environment, output);
    }

    /** Ends every child that is still alive, and starts none any more. */
    @Override
    public void close() {
        spawner.close();
    }

    private static List<String> prefix() {
        Optional<Path> setpriv = Executable.find("setpriv", System.getenv("PATH"));
        List<String> prefix = setpriv.map(program -> List.of(program.toString(), "--pdeathsig", "KILL"))
                .orElse(List.of());
        if (prefix.isEmpty() || !works(prefix)) {
            LOG.atWarn()
                    .log("setpriv (package util-linux 2.33 or newer) is missing: FFmpeg processes are not ended by the"
                            + " kernel if this server is killed, only at its next start");
            return List.of();
        }
        return prefix;
    }

    /** There are others of that name which do not know the option. */
    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(SECONDS_TO_TRY, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
