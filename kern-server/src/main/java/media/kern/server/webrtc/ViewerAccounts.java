package media.kern.server.webrtc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import media.kern.core.session.Admission;
import media.kern.core.session.Collector;
import media.kern.core.session.Newcomer;
import media.kern.core.session.Session;
import media.kern.server.net.ClientAddress;
import media.kern.webrtc.Viewer;
import media.kern.webrtc.peer.PeerStage;

/** Tells the session registry of viewers and of what has been sent to them, once a second. */
final class ViewerAccounts implements AutoCloseable {
    private final Collector collector;
    private final Map<Viewer, Account> accounts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("webrtc-sessions").factory());

    private static final class Account {
        private final Session session;
        private long told;

        Account(Session session) {
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

    ViewerAccounts(Collector collector) {
        this.collector = collector;
        var _ = clock.scheduleWithFixedDelay(
                () -> accounts.forEach((viewer, account) -> account.tell(viewer)), 1, 1, TimeUnit.SECONDS);
    }

    /** @param reference of the process that is watched */
    boolean open(Viewer viewer, String reference, ClientAddress client) {
        if (!collector.collects(client.address())) {
            return true;
        }
        Newcomer newcomer = new Newcomer(
                viewer.id(), reference, "/api/v3/whep/" + viewer.stream().name(), client.text(), "");
        if (!(collector.register(newcomer) instanceof Admission.Admitted(Session session))) {
            return false;
        }
        session.activate();
        session.transferBegins();
        accounts.put(viewer, new Account(session));
        if (viewer.stage() == PeerStage.CLOSED) {
            close(viewer); // He was faster than his account.
        }
        return true;
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
