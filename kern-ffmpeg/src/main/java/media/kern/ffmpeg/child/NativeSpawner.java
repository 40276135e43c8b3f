package media.kern.ffmpeg.child;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Children of Linux itself: posix_spawn(3), and one {@link ChildLoop} that reads and reaps all of them. No thread belongs
 * to a single child.
 *
 * <p>The kernel binds the death signal of a child (see {@link ChildLauncher}) to the thread that started it: all are
 * started on one thread that lives as long as this object.
 */
final class NativeSpawner implements Spawner {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("kern-spawner").daemon().factory());
    private final ChildLoop loop;
    private final PosixSpawn posix;
    /** Only touched by the thread. */
    private long lastToken;

    /**
     * @throws IOException if this system lacks something it needs
     * @throws java.util.NoSuchElementException likewise: an older C library, or none of Linux
     */
    NativeSpawner() throws IOException {
        posix = new PosixSpawn(Arena.ofAuto());
        Libc.close(Libc.pidfdOpen((int) ProcessHandle.current().pid()));
        loop = new ChildLoop();
    }

    @Override
    public Child spawn(List<String> command, List<String> environment, Output output) throws IOException {
        CompletableFuture<NativeChild> started = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    started.complete(start(command, environment, output));
                } catch (IOException | RuntimeException | Error e) {
                    // This thread must survive: its end is the end of all children.
                    started.completeExceptionally(e);
                }
            });
            return started.get();
        } catch (InterruptedException e) {
            var _ = started.thenAccept(NativeChild::discard);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (RejectedExecutionException e) {
            throw new IOException("nothing is started any more: the server is shutting down", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
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
        thread.shutdownNow();
        loop.close();
    }
}
