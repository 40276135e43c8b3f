package media.kern.ffmpeg.process;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Lets somebody end a run, once, so that it is started anew with other arguments. Safe for use by several threads. */
final class Again implements Consumer<String> {
    private final Consumer<Message> mailbox;
    private final AtomicBoolean wanted = new AtomicBoolean();

    Again(Consumer<Message> mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public void accept(String why) {
        if (wanted.compareAndSet(false, true)) {
            mailbox.accept(new Message.Wanted(this, why));
        }
    }
}
