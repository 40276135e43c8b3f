package media.kern.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Which host names have no address. */
@FunctionalInterface
interface HostLookup {
    /** The hosts that do not resolve. */
    List<String> unresolved(List<String> hosts);

    /** Asks the name servers of the machine, eight hosts at a time; what has no answer in time does not resolve. */
    static HostLookup dns(Duration limit) {
        return hosts -> lookUp(hosts, limit);
    }

    private static List<String> lookUp(List<String> hosts, Duration limit) {
        ExecutorService executor = Executors.newFixedThreadPool(
                8, Thread.ofPlatform().daemon().name("host-lookup").factory());
        try {
            long deadline = System.nanoTime() + limit.toNanos();
            List<Future<InetAddress>> answers = new ArrayList<>();
            for (String host : hosts) {
                answers.add(executor.submit(() -> InetAddress.getByName(host)));
            }
            List<String> unresolved = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                if (!isAnswered(answers.get(i), deadline)) {
                    unresolved.add(hosts.get(i));
                }
            }
            return unresolved;
        } finally {
            executor.shutdownNow();
        }
    }

    private static boolean isAnswered(Future<InetAddress> answer, long deadline) {
        try {
            answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) {
                return false;
            }
            throw new IllegalStateException("looking up a host failed", e.getCause());
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
