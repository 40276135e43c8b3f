package media.kern.webrtc;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.CandidateType;
import media.kern.webrtc.ice.IceTransport;
import media.kern.webrtc.net.TcpPort;
import media.kern.webrtc.net.UdpPort;
import org.jspecify.annotations.Nullable;

/** What viewers are told of where we are. */
final class LocalCandidates {
    private static final Duration TIME_TO_GATHER = Duration.ofSeconds(5);
    private static final long REFRESH_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final WebRtcOptions options;
    private final UdpPort udp;
    private final @Nullable TcpPort tcp;
    private final ReflexiveAddresses reflexive;
    private volatile List<InetAddress> present;
    private volatile long refreshed = System.nanoTime();

    LocalCandidates(WebRtcOptions options, UdpPort udp, @Nullable TcpPort tcp, ReflexiveAddresses reflexive) {
        this.options = options;
        this.udp = udp;
        this.tcp = tcp;
        this.reflexive = reflexive;
        this.present = options.addresses().get();
    }

    /**
     * The candidates now. If there is none, waits for up to 5 s until the machine has an address.
     *
     * @throws NoCandidatesException if it still has none
     */
    List<Candidate> gather() throws NoCandidatesException {
        long deadline = System.nanoTime() + TIME_TO_GATHER.toNanos();
        while (true) {
            refresh();
            List<Candidate> candidates = now();
            if (!candidates.isEmpty()) {
                return candidates;
            }
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                throw new NoCandidatesException(
                        "webrtc: this server has no network address that it could tell, not even after 5 s");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** A machine may get and lose addresses while the server runs. */
    private void refresh() {
        long now = System.nanoTime();
        if (present.isEmpty() || now - refreshed > REFRESH_NANOS) {
            refreshed = now;
            present = options.addresses().get();
            udp.addAll(present);
        }
    }

    private List<Candidate> now() {
        List<InetAddress> bound =
                udp.addresses().stream().filter(present::contains).toList();
        boolean onlyLoopback = bound.stream().allMatch(InetAddress::isLoopbackAddress);
        List<InetAddress> told = bound.stream()
                .filter(address -> onlyLoopback || !address.isLoopbackAddress())
                .toList();
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (InetAddress inside : told) {
            InetAddress outside = outside(inside);
            int preference = udp.preference(inside);
            add(
                    candidates,
                    CandidateType.HOST,
                    IceTransport.UDP,
                    new InetSocketAddress(outside, udp.port()),
                    preference);
            if (tcp != null) {
                add(
                        candidates,
                        CandidateType.HOST,
                        IceTransport.TCP,
                        new InetSocketAddress(outside, tcp.port()),
                        preference);
            }
            if (outside.equals(inside)) {
                reflexive
                        .of(inside)
                        .ifPresent(
                                mapped -> add(candidates, CandidateType.SRFLX, IceTransport.UDP, mapped, preference));
            }
        }
        return new ArrayList<>(candidates.values());
    }

    private static void add(
            Map<String, Candidate> candidates,
            CandidateType type,
            IceTransport transport,
            InetSocketAddress address,
            int preference) {
        candidates.putIfAbsent(transport + " " + address, Candidate.own(type, transport, address, preference));
    }

    private InetAddress outside(InetAddress inside) {
        if (options.outside().advertised().isPresent()) {
            return options.outside().advertised().get();
        }
        Optional<InetAddress> exact = options.outside().translated().stream()
                .filter(each -> each.inside().equals(Optional.of(inside)))
                .map(WebRtcOptions.Translation::outside)
                .findFirst();
        return exact.or(() -> options.outside().translated().stream()
                        .filter(each -> each.inside().isEmpty() && isPrivate(inside))
                        .map(WebRtcOptions.Translation::outside)
                        .filter(outside -> outside instanceof Inet4Address == inside instanceof Inet4Address)
                        .findFirst())
                .orElse(inside);
    }

    private static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal = !(address instanceof Inet4Address) && (address.getAddress()[0] & 0xFE) == 0xFC;
        boolean carrierGrade = address instanceof Inet4Address
                && (address.getAddress()[0] & 0xFF) == 100
                && (address.getAddress()[1] & 0xC0) == 64;
        return address.isSiteLocalAddress() || address.isLoopbackAddress() || uniqueLocal || carrierGrade;
    }
}
