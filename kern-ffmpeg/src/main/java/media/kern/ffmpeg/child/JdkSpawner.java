package media.kern.ffmpeg.child;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Children by the means of the JDK, where {@link NativeSpawner} lacks something: another C library, another system, an
 * old kernel. Costs two threads per child, and {@code setsid} makes the session.
 */
final class JdkSpawner implements Spawner {
    private static final Logger LOG = LoggerFactory.getLogger("Process");
    private static final long STACK_BYTES = 128 * 1024;
    private static final int BUFFER_BYTES = 8 * 1024;

    private final SpawnerThread<JdkChild> thread = new SpawnerThread<>(JdkChild::kill);
    private final Set<JdkChild> running = ConcurrentHashMap.newKeySet();
    private final List<String> prefix;

    JdkSpawner() {
        Optional<Path> setsid = Executable.find("setsid", System.getenv("PATH"));
        prefix = setsid.map(program -> List.of(program.toString())).orElse(List.of());
    }

    @Override
    public Child spawn(List<String> command, List<String> environment, Output output) throws IOException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.stdout() ? ProcessBuilder.Redirect.PIPE : ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(output == Output.BOTH);
        if (output == Output.STDOUT) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment().clear();
        for (String entry : environment) {
            int equals = entry.indexOf('=');
            builder.environment().put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return thread.spawn(() -> new JdkChild(builder.start(), output));
    }

    @Override
    public void close() {
        thread.end();
        running.forEach(JdkChild::kill);
    }

    private final class JdkChild implements Child {
        private final Process process;
        private final InputStream output;
        private volatile boolean abandoned;

        JdkChild(Process process, Output output) {
            this.process = process;
            this.output = output.stdout() ? process.getInputStream() : process.getErrorStream();
            running.add(this);
            var _ = process.onExit().thenAccept(ended -> running.remove(this));
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void attach(ChildListener listener) {
            ChildListener ordered = new OneAtATime(listener);
            Thread.ofPlatform()
                    .name("kern-ffmpeg-" + pid())
                    .daemon()
                    .stackSize(STACK_BYTES)
                    .start(() -> {
                        try {
                            drain(ordered);
                        } finally {
                            ordered.outputEnded();
                        }
                    });
            var _ = process.onExit().thenAccept(ended -> {
                killGroupOfTheDead();
                ordered.exited(ExitStatus.ofJdk(ended.exitValue()));
            });
        }

        private void drain(ChildListener listener) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try (output) {
                for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
                    if (abandoned) {
                        return;
                    }
                    listener.output(buffer, length);
                }
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("The output of a child ended early");
            }
        }

        /** The number of a group is not used anew as long as there is somebody in it, but that of an empty one may be. */
        private void killGroupOfTheDead() {
            if (ProcStat.read((int) pid(), ProcStat.buffer()) == null) {
                Libc.kill(-pid(), Libc.SIGKILL);
            }
        }

        @Override
        public boolean interrupt() {
            return process.isAlive() && Libc.kill(pid(), Libc.SIGINT);
        }

        @Override
        public void kill() {
            if (process.isAlive()) {
                process.destroyForcibly();
                Libc.kill(-pid(), Libc.SIGKILL);
            }
        }

        @Override
        public void abandonOutput() {
            abandoned = true;
            try {
                output.close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("The output of a child cannot be closed");
            }
        }
    }

    /** Two threads tell about a child here. */
    private record OneAtATime(ChildListener listener) implements ChildListener {
        @Override
        public synchronized void output(byte[] bytes, int length) {
            listener.output(bytes, length);
        }

        @Override
        public synchronized void outputEnded() {
            listener.outputEnded();
        }

        @Override
        public synchronized void exited(ExitStatus status) {
            listener.exited(status);
        }
    }
}
