package media.kern.ffmpeg.child;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The thread on which all children are started. The kernel binds the death signal of a child (see {@link ChildLauncher})
 * to the thread that started it, so this one lives as long as there may be children.
 *
 * @param <C> the kind of child
 */
final class SpawnerThread<C extends Child> {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("kern-spawner").daemon().factory());
    private final Consumer<C> discard;

    /** A way to start a child. */
    @FunctionalInterface
    interface Start<C extends Child> {
        C start() throws IOException;
    }

    /** @param discard ends a child that nobody wants any more when it has been started */
    SpawnerThread(Consumer<C> discard) {
        this.discard = discard;
    }

    /** Starts a child on the thread and waits for it. */
    C spawn(Start<C> start) throws IOException {
        CompletableFuture<C> started = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    started.complete(start.start());
                } catch (IOException | RuntimeException | Error e) {
                    // This thread must survive: its end is the end of all children.
                    started.completeExceptionally(e);
                }
            });
            return started.get();
        } catch (InterruptedException e) {
            var _ = started.thenAccept(discard);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (RejectedExecutionException e) {
            throw new IOException("nothing is started any more: the server is shutting down", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
    }

    /** Whoever waits already still gets its child, which ends at once; nobody else gets one. */
    void end() {
        thread.shutdown();
    }
}
