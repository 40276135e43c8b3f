package media.kern.ffmpeg.process;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A preparation on a thread of its own, so that a mailbox need not wait for it. */
final class Preparing {
    private static final Logger LOG = LoggerFactory.getLogger("Process");

    private final Thread thread;

    /** Begins; its end is told to the mailbox, whatever it is. */
    Preparing(String name, SupervisedCommand.Preparation preparation, Consumer<Message> mailbox) {
        this.thread = Thread.ofVirtual().name("kern-prepare-" + name).unstarted(() -> {
            try {
                preparation.run();
            } catch (InterruptedException e) {
                LOG.atDebug().addKeyValue("id", name).log("Not started: it was stopped before");
            } catch (RuntimeException | Error e) {
                LOG.atError().addKeyValue("id", name).setCause(e).log("A start could not be prepared");
            } finally {
                mailbox.accept(new Message.Prepared(this));
            }
        });
        thread.start();
    }

    void cancel() {
        thread.interrupt();
    }
}
