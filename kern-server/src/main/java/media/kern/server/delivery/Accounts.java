package media.kern.server.delivery;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import media.kern.core.session.Admission;
import media.kern.core.session.Collector;
import media.kern.core.session.Newcomer;
import media.kern.core.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Tells a collector, once a second, what connections that stay have come to. While a connection is there its session does not
 * end. Safe for use by many threads.
 *
 * @param <C> the connections
 */
public final class Accounts<C> implements AutoCloseable {
    private final Collector collector;
    private final ToLongFunction<C> received;
    private final ToLongFunction<C> sent;
    private final Map<C, Account> accounts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("kern-accounts").factory());

    private final class Account {
        private final Session session;
        private long toldReceived;
        private long toldSent;

        Account(Session session) {
            this.session = session;
        }

        synchronized void tell(C connection) {
            long in = received.applyAsLong(connection);
            long out = sent.applyAsLong(connection);
            session.received(in - toldReceived);
            session.sent(out - toldSent);
            toldReceived = in;
            toldSent = out;
        }
    }

    /**
     * @param received bytes from a connection so far
     * @param sent bytes to a connection so far
     */
    public Accounts(Collector collector, ToLongFunction<C> received, ToLongFunction<C> sent) {
        this.collector = collector;
        this.received = received;
        this.sent = sent;
        var _ = clock.scheduleWithFixedDelay(
                () -> accounts.forEach((connection, account) -> account.tell(connection)), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * A connection has come.
     *
     * @param address nobody is counted whose address is not known, or to be ignored
     * @return false if a limit is reached
     */
    public boolean open(C connection, Newcomer newcomer, @Nullable InetAddress address) {
        if (!collector.collects(address)) {
            return true;
        }
        if (!(collector.register(newcomer) instanceof Admission.Admitted(Session session))) {
            return false;
        }
        session.activate();
        session.transferBegins();
        accounts.put(connection, new Account(session));
        return true;
    }

    /**
     * A connection has gone.
     *
     * @param over whether its session ends now, and not when nobody has come back for the idle time
     */
    public void close(C connection, boolean over) {
        Account account = accounts.remove(connection);
        if (account != null) {
            account.tell(connection);
            account.session.transferEnds();
            if (over) {
                account.session.close();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
