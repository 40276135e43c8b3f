package media.kern.webrtc;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of this machine at which others may reach it. */
final class LocalAddresses {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");
    private static final int MAX_ADDRESSES = 16;

    private LocalAddresses() {}

    /**
     * Those of all interfaces that are up: public ones first, IPv4 before IPv6, loopback last. Addresses that are only
     * good on one link are left out; there are at most 16.
     */
    static List<InetAddress> ofMachine() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
                if (one.isUp()) {
                    one.inetAddresses().filter(LocalAddresses::isUsable).forEach(found::add);
                }
            }
        } catch (SocketException e) {
            LOG.atWarn().setCause(e).log("The addresses of this machine cannot be read");
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(InetAddress::isLoopbackAddress)
                        .thenComparing(address -> !(address instanceof Inet4Address))
                        .thenComparing(InetAddress::isSiteLocalAddress))
                .limit(MAX_ADDRESSES)
                .toList();
    }

    private static boolean isUsable(InetAddress address) {
        return !address.isLinkLocalAddress() && !address.isMulticastAddress() && !address.isAnyLocalAddress();
    }
}
