package media.kern.server.tls;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews one certificate when it is due, until it is interrupted. */
record RenewalLoop(AutomaticCertificate certificate, AcmeClient client, Semaphore turns, Pace pace, InstantSource clock)
        implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("Let's Encrypt");

    @Override
    public void run() {
        try {
            while (true) {
                waitUntilDue();
                turns.acquire();
                try {
                    certificate.renew(client);
                } finally {
                    turns.release();
                }
            }
        } catch (InterruptedException e) {
            // The server stops.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("The certificate is not renewed any more");
        }
    }

    /** In small steps: the clock of the machine may be set, or stand still while it sleeps. */
    private void waitUntilDue() throws InterruptedException {
        Duration left = left();
        while (left.isPositive()) {
            Thread.sleep(left.compareTo(pace.look()) < 0 ? left : pace.look());
            left = left();
        }
    }

    private Duration left() {
        return Duration.between(clock.instant(), certificate.due());
    }
}
