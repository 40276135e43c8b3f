package media.kern.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be ended again when a start fails, last begun first. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger("Core");

    private final Deque<AutoCloseable> begun = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        begun.push(part);
        return part;
    }

    void close() {
        for (AutoCloseable part : begun) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("A part could not be ended");
            }
        }
    }
}
