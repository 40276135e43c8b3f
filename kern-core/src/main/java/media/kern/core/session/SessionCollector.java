package media.kern.core.session;

import java.util.Optional;

/** Counts the viewers of one way of delivery. Safe for use by several threads; never waits. */
@FunctionalInterface
public interface SessionCollector {

    /** Counts nothing and refuses nobody. */
    SessionCollector NONE = (id, location, peer) -> Optional.of(new OpenSession() {
        @Override
        public void sent(long bytes) {
            // Nobody counts.
        }

        @Override
        public void close() {
            // Nobody counts.
        }
    });

    /**
     * A viewer comes.
     *
     * @param id unique among the viewers of this collector
     * @param location what is watched
     * @param peer the address of the viewer
     * @return empty if a limit of sessions or bandwidth is reached: he has to be refused
     */
    Optional<OpenSession> open(String id, String location, String peer);

    /** A viewer who is there. */
    interface OpenSession extends AutoCloseable {
        /** So many bytes more have been sent to him. */
        void sent(long bytes);

        /** He is gone. */
        @Override
        void close();
    }
}
