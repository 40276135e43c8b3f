package media.kern.server;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** A virtual thread per task, for tasks that may block; no more than a fixed number at a time. */
final class BoundedVirtualThreads implements Executor {
    private final Semaphore places;
    private final int limit;

    BoundedVirtualThreads(int limit) {
        this.limit = limit;
        this.places = new Semaphore(limit);
    }

    @Override
    public void execute(Runnable task) {
        if (!places.tryAcquire()) {
            throw new RejectedExecutionException("more than " + limit + " requests are being worked on, try again");
        }
        Thread.ofVirtual().name("kern-request").start(() -> {
            try {
                task.run();
            } finally {
                places.release();
            }
        });
    }
}
