package media.kern.rtmp;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** How many connections there are, in total and by address. */
final class ConnectionCount {
    private final RtmpOptions.Limits limits;
    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int total;

    ConnectionCount(RtmpOptions.Limits limits) {
        this.limits = limits;
    }

    /** @return false if there are too many already */
    boolean enter(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            return false;
        }
        InetAddress address = remote.getAddress();
        synchronized (this) {
            int ofAddress = byAddress.getOrDefault(address, 0);
            if (isFull(total, limits.connections()) || isFull(ofAddress, limits.connectionsPerAddress())) {
                return false;
            }
            total++;
            byAddress.put(address, ofAddress + 1);
        }
        var _ = channel.closeFuture().addListener(_ -> leave(address));
        return true;
    }

    private static boolean isFull(int count, int limit) {
        return limit > 0 && count >= limit;
    }

    private synchronized void leave(InetAddress address) {
        total--;
        byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    synchronized int total() {
        return total;
    }
}
