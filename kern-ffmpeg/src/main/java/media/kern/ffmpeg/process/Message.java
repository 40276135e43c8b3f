package media.kern.ffmpeg.process;

import java.util.concurrent.CompletableFuture;
import media.kern.ffmpeg.child.Child;
import media.kern.ffmpeg.child.ExitStatus;

/** What the mailbox of a {@link Supervisor} takes. */
sealed interface Message {

    /** A wish of the user, answered when it has been fulfilled. */
    sealed interface Command extends Message {
        CompletableFuture<Void> done();
    }

    /** Run, at once. */
    record Start(CompletableFuture<Void> done) implements Command {}

    /** End, answered when the child has ended and its output has been read. */
    record Stop(CompletableFuture<Void> done) implements Command {}

    /** End if it runs and run again at once; nothing if it is ordered to be stopped. */
    record Restart(CompletableFuture<Void> done) implements Command {}

    /** End like {@link Stop} but keep the order, and take no more commands. */
    record Close() implements Message {}

    /** What had to be found out before the start has been found out, or was cancelled. */
    record Prepared(Preparing preparing) implements Message {}

    /** A run is to be ended and started anew, for its arguments are not right. */
    record Wanted(Again again, String why) implements Message {}

    /** The child has ended; its output may still be in the pipe. */
    record Exited(Child child, ExitStatus status) implements Message {}

    /** The output of the child has been read to its end. */
    record Drained(Child child) implements Message {}
}
