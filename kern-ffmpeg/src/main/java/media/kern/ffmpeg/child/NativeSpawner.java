package media.kern.ffmpeg.child;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * Children of Linux itself: posix_spawn(3), and one {@link ChildLoop} that reads and reaps all of them. No thread belongs
 * to a single child.
 */
final class NativeSpawner implements Spawner {
    private final SpawnerThread<NativeChild> thread = new SpawnerThread<>(NativeChild::discard);
    private final ChildLoop loop;
    private final PosixSpawn posix;
    /** Only touched by the thread. */
    private long lastToken;

    /**
     * @throws IOException if this system lacks something it needs
     * @throws LinkageError likewise: an older C library, or none of Linux
     */
    NativeSpawner() throws IOException {
        posix = new PosixSpawn(Arena.ofAuto());
        Libc.close(Libc.pidfdOpen((int) ProcessHandle.current().pid()));
        loop = new ChildLoop();
    }

    @Override
    public Child spawn(List<String> command, List<String> environment, Output output) throws IOException {
        return thread.spawn(() -> start(command, environment, output));
    }

    private NativeChild start(List<String> command, List<String> environment, Output output) throws IOException {
        int[] pipe = Libc.pipe();
        int pid;
        try {
            pid = posix.spawn(command, environment, output, pipe[1]);
        } catch (IOException | RuntimeException | Error e) {
            Libc.close(pipe[0]);
            throw e;
        } finally {
            Libc.close(pipe[1]);
        }
        try {
            return watched(pid, pipe[0]);
        } catch (IOException | RuntimeException | Error e) {
            Libc.close(pipe[0]);
            Libc.kill(-pid, Libc.SIGKILL);
            Libc.kill(pid, Libc.SIGKILL);
            Libc.reap(pid, true);
            throw e;
        }
    }

    private NativeChild watched(int pid, int pipe) throws IOException {
        int pidfd = Libc.pidfdOpen(pid);
        lastToken += 2;
        NativeChild child = new NativeChild(loop, pid, pipe, pidfd, lastToken);
        if (!loop.execute(() -> loop.add(child))) {
            Libc.close(pidfd);
            throw new IOException("nothing is started any more: the server is shutting down");
        }
        return child;
    }

    @Override
    public void close() {
        thread.end();
        loop.close();
    }
}
