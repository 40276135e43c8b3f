package media.kern.ffmpeg.skills;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import media.kern.ffmpeg.child.ChildLauncher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The skills of FFmpeg, found out when they are wanted for the first time and then kept. Who wants them while they are
 * being found out waits for that.
 */
public final class SkillsCatalog {
    private static final Logger LOG = LoggerFactory.getLogger("Skills");

    private final UnaryOperator<Skills> collector;
    private final ReentrantLock lock = new ReentrantLock();
    private Skills latest = Skills.NONE;
    private @Nullable CompletableFuture<Skills> running;

    public SkillsCatalog(ChildLauncher launcher, Path binary, HardwareSources sources) {
        this(new SkillsCollector(launcher, binary, sources)::collect);
    }

    /** @param collector finds out everything anew and keeps of its argument what it cannot find out */
    SkillsCatalog(UnaryOperator<Skills> collector) {
        this.collector = collector;
    }

    /** What is known. Blocks the first time, and as long as FFmpeg has never answered. */
    public Skills skills() {
        lock.lock();
        try {
            if (latest.known()) {
                return latest;
            }
        } finally {
            lock.unlock();
        }
        return reload();
    }

    /** Finds everything out anew, together with whoever wants the same at this time. Blocks. */
    public Skills reload() {
        return collection().join();
    }

    private CompletableFuture<Skills> collection() {
        lock.lock();
        try {
            CompletableFuture<Skills> current = running;
            if (current == null) {
                current = new CompletableFuture<>();
                Skills previous = latest;
                CompletableFuture<Skills> begun = current;
                Thread.ofVirtual().name("kern-skills").start(() -> collect(previous, begun));
                running = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void collect(Skills previous, CompletableFuture<Skills> result) {
        try {
            Skills found = collector.apply(previous);
            if (!found.errors().isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("errors", found.errors())
                        .log("Not everything that FFmpeg can do is known; what was known before is kept");
            }
            end(found);
            result.complete(found);
        } catch (RuntimeException | Error e) {
            end(previous);
            result.completeExceptionally(e);
        }
    }

    private void end(Skills found) {
        lock.lock();
        try {
            latest = found;
            running = null;
        } finally {
            lock.unlock();
        }
    }
}
