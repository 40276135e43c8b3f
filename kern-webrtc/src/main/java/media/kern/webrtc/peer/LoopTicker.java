package media.kern.webrtc.peer;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets everything on one event loop see to its deadlines, every 50 ms; rests while there is nothing. */
public final class LoopTicker {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");
    private static final long INTERVAL_MILLIS = 50;

    private final EventLoop loop;
    private final Set<Ticking> ticking = new LinkedHashSet<>();
    private @Nullable ScheduledFuture<?> timer;

    public LoopTicker(EventLoop loop) {
        this.loop = loop;
    }

    /** Has deadlines. */
    @FunctionalInterface
    public interface Ticking {
        /** @param now of {@link System#nanoTime} */
        void tick(long now);
    }

    public EventLoop loop() {
        return loop;
    }

    /** On the event loop. */
    public void add(Ticking one) {
        ticking.add(one);
        if (timer == null) {
            timer = loop.scheduleAtFixedRate(this::tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** On the event loop. */
    public void remove(Ticking one) {
        ticking.remove(one);
        if (ticking.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void tick() {
        long now = System.nanoTime();
        for (Ticking one : List.copyOf(ticking)) {
            try {
                one.tick(now);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("A deadline could not be met");
            }
        }
    }
}
