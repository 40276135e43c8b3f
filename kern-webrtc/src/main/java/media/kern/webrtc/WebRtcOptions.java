package media.kern.webrtc;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import media.kern.webrtc.ice.ConsentTimes;
import media.kern.webrtc.srtp.SrtpProfile;

/**
 * How a server is reached, and how much it takes on.
 *
 * @param addresses those of the machine, the preferred ones first; asked again from time to time
 * @param advertised the address to tell viewers instead of all those of the machine
 * @param translated addresses to tell viewers instead of addresses of the machine: the one it replaces, or none for all
 *     private ones of the same family, to the one that is reached from outside
 * @param udpPort 0 for any that is free
 * @param tcpPort empty for none, 0 for any that is free
 * @param stunServers where to ask for the address that a router in between gives us; host names are looked up
 * @param maxPeers viewers in total; 0 is no limit
 * @param maxPeersPerStream 0 is no limit
 * @param threads that move packets
 * @param segmentation let the kernel cut datagrams, where it can
 * @param profiles for SRTP, in the order of preference
 * @param cachedPackets the most that is kept since a keyframe for who joins; beyond, he waits for the next one
 * @param cachedBytes the same in bytes
 * @param timeToConnect until a viewer is ended to whom nothing can be sent by then
 * @param consent how long a viewer is sent to without an answer
 */
public record WebRtcOptions(
        Supplier<List<InetAddress>> addresses,
        Optional<InetAddress> advertised,
        List<Translation> translated,
        int udpPort,
        OptionalInt tcpPort,
        List<InetSocketAddress> stunServers,
        int maxPeers,
        int maxPeersPerStream,
        int threads,
        boolean segmentation,
        List<SrtpProfile> profiles,
        int cachedPackets,
        long cachedBytes,
        Duration timeToConnect,
        ConsentTimes consent) {
    private static final int CACHED_PACKETS = 512;
    private static final long CACHED_BYTES = 2 << 20;
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(30);

    public WebRtcOptions {
        translated = List.copyOf(translated);
        stunServers = List.copyOf(stunServers);
        profiles = List.copyOf(profiles);
    }

    /**
     * An address that a router translates.
     *
     * @param inside of the machine; empty for all private ones
     */
    public record Translation(Optional<InetAddress> inside, InetAddress outside) {}

    /** All addresses of the machine, any UDP port, no limits. */
    public static WebRtcOptions defaults() {
        return new WebRtcOptions(
                LocalAddresses::ofMachine,
                Optional.empty(),
                List.of(),
                0,
                OptionalInt.empty(),
                List.of(),
                0,
                0,
                Runtime.getRuntime().availableProcessors(),
                true,
                List.of(SrtpProfile.values()),
                CACHED_PACKETS,
                CACHED_BYTES,
                TIME_TO_CONNECT,
                ConsentTimes.standard());
    }

    /** With these addresses, which need not be those of the machine. */
    public WebRtcOptions withAddresses(Supplier<List<InetAddress>> supplier) {
        return new WebRtcOptions(
                supplier,
                advertised,
                translated,
                udpPort,
                tcpPort,
                stunServers,
                maxPeers,
                maxPeersPerStream,
                threads,
                segmentation,
                profiles,
                cachedPackets,
                cachedBytes,
                timeToConnect,
                consent);
    }

    /** With these ports. */
    public WebRtcOptions withPorts(int udp, OptionalInt tcp) {
        return new WebRtcOptions(
                addresses,
                advertised,
                translated,
                udp,
                tcp,
                stunServers,
                maxPeers,
                maxPeersPerStream,
                threads,
                segmentation,
                profiles,
                cachedPackets,
                cachedBytes,
                timeToConnect,
                consent);
    }

    /** With these limits; 0 is none. */
    public WebRtcOptions withLimits(int total, int perStream) {
        return new WebRtcOptions(
                addresses,
                advertised,
                translated,
                udpPort,
                tcpPort,
                stunServers,
                total,
                perStream,
                threads,
                segmentation,
                profiles,
                cachedPackets,
                cachedBytes,
                timeToConnect,
                consent);
    }

    /** Told to viewers under other addresses, and asking these servers for them. */
    public WebRtcOptions reachedAs(
            Optional<InetAddress> address, List<Translation> translations, List<InetSocketAddress> servers) {
        return new WebRtcOptions(
                addresses,
                address,
                translations,
                udpPort,
                tcpPort,
                servers,
                maxPeers,
                maxPeersPerStream,
                threads,
                segmentation,
                profiles,
                cachedPackets,
                cachedBytes,
                timeToConnect,
                consent);
    }

    /** With so many threads, with or without segmentation, and these profiles. */
    public WebRtcOptions sending(int count, boolean segments, List<SrtpProfile> allowed) {
        return new WebRtcOptions(
                addresses,
                advertised,
                translated,
                udpPort,
                tcpPort,
                stunServers,
                maxPeers,
                maxPeersPerStream,
                count,
                segments,
                allowed,
                cachedPackets,
                cachedBytes,
                timeToConnect,
                consent);
    }

    /** With less, or more, patience. */
    public WebRtcOptions withTimes(Duration connect, ConsentTimes consentTimes) {
        return new WebRtcOptions(
                addresses,
                advertised,
                translated,
                udpPort,
                tcpPort,
                stunServers,
                maxPeers,
                maxPeersPerStream,
                threads,
                segmentation,
                profiles,
                cachedPackets,
                cachedBytes,
                connect,
                consentTimes);
    }
}
