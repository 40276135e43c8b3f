package media.kern.ffmpeg.child;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child of {@link NativeSpawner}. Its descriptors belong to the thread of the loop. */
final class NativeChild implements Child {
    private static final Logger LOG = LoggerFactory.getLogger("Process");

    private final ChildLoop loop;
    private final int pid;
    private final int pipe;
    private final int pidfd;
    private final long token;
    /** Guards {@link #reaped}: a pid that has been reaped may be somebody else's. */
    private final Object life = new Object();

    private boolean reaped;

    // Only touched by the thread of the loop.
    private @Nullable ChildListener listener;
    private boolean outputOpen = true;
    private boolean alive = true;

    /** @param token an even number, above 0, that no other child of the loop has */
    NativeChild(ChildLoop loop, int pid, int pipe, int pidfd, long token) {
        this.loop = loop;
        this.pid = pid;
        this.pipe = pipe;
        this.pidfd = pidfd;
        this.token = token;
    }

    long token() {
        return token;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public void attach(ChildListener newListener) {
        var _ = loop.execute(() -> {
            listener = newListener;
            loop.watch(this);
        });
    }

    /** Nobody wants it any more. */
    void discard() {
        kill();
        attach(new ChildListener() {
            @Override
            public void output(byte[] bytes, int length) {}

            @Override
            public void outputEnded() {}

            @Override
            public void exited(ExitStatus status) {}
        });
    }

    int pipe() {
        return pipe;
    }

    int pidfd() {
        return pidfd;
    }

    @Override
    public boolean interrupt() {
        synchronized (life) {
            return !reaped && Libc.kill(pid, Libc.SIGINT);
        }
    }

    @Override
    public void kill() {
        synchronized (life) {
            if (!reaped) {
                Libc.kill(pid, Libc.SIGKILL);
                Libc.kill(-pid, Libc.SIGKILL);
            }
        }
    }

    @Override
    public void abandonOutput() {
        var _ = loop.execute(() -> endOutput(false));
    }

    /** Passes on what there is to read. On the loop. */
    void readable(ChildLoop.Buffer buffer) {
        int length;
        try {
            length = outputOpen ? buffer.fill(pipe) : 0;
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The output of a child ended early");
            length = 0;
        }
        if (length > 0) {
            listener().output(buffer.bytes(), length);
        } else {
            endOutput(true);
        }
    }

    private void endOutput(boolean tell) {
        if (outputOpen) {
            outputOpen = false;
            loop.remove(pipe);
            loop.forgetIfOver(this);
            if (tell) {
                listener().outputEnded();
            }
        }
    }

    /** Nobody can tell when it ends, so it has to end now. On the loop. */
    void giveUp() {
        kill();
        endOutput(true);
        ended(true);
    }

    /** It has ended. On the loop. */
    void ended() {
        ended(false);
    }

    /** Takes its status; before, what it left behind is ended: as long as it is not reaped the group is surely its. */
    private void ended(boolean wait) {
        if (!alive) {
            return;
        }
        ExitStatus status;
        synchronized (life) {
            Libc.kill(-pid, Libc.SIGKILL);
            try {
                status = Libc.reap(pid, wait);
            } catch (IOException e) {
                LOG.atError().addKeyValue("pid", pid).setCause(e).log("How a child ended is not known");
                status = new ExitStatus(0, Libc.SIGKILL);
            }
            reaped = true;
        }
        alive = false;
        loop.remove(pidfd);
        loop.forgetIfOver(this);
        listener().exited(status);
    }

    boolean over() {
        return !alive && !outputOpen;
    }

    private ChildListener listener() {
        ChildListener current = listener;
        if (current == null) {
            throw new IllegalStateException("a child without a listener is not in the loop");
        }
        return current;
    }
}
