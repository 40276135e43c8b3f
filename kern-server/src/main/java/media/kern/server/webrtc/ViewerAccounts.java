package media.kern.server.webrtc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import media.kern.core.session.SessionCollector;
import media.kern.core.session.SessionCollector.OpenSession;
import media.kern.webrtc.Viewer;
import media.kern.webrtc.peer.PeerStage;

/** Tells the session registry of viewers and of what has been sent to them, once a second. */
final class ViewerAccounts implements AutoCloseable {
    private final SessionCollector sessions;
    private final Map<Viewer, Account> accounts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("webrtc-sessions").factory());

    private static final class Account {
        private final OpenSession session;
        private long told;

        Account(OpenSession session) {
            this.session = session;
        }

        synchronized void tell(Viewer viewer) {
            long bytes = viewer.statistics().bytes();
            if (bytes > told) {
                session.sent(bytes - told);
                told = bytes;
            }
        }
    }

    ViewerAccounts(SessionCollector sessions) {
        this.sessions = sessions;
        var _ = clock.scheduleWithFixedDelay(
                () -> accounts.forEach((viewer, account) -> account.tell(viewer)), 1, 1, TimeUnit.SECONDS);
    }

    boolean open(Viewer viewer, String peer) {
        Optional<OpenSession> session =
                sessions.open(viewer.id(), viewer.stream().name(), peer);
        session.ifPresent(open -> accounts.put(viewer, new Account(open)));
        if (viewer.stage() == PeerStage.CLOSED) {
            close(viewer); // He was faster than his account.
        }
        return session.isPresent();
    }

    void close(Viewer viewer) {
        Account account = accounts.remove(viewer);
        if (account != null) {
            account.tell(viewer);
            account.session.close();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
