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
import media.kern.webrtc.stream.SourceStream;

/**
 * How a server is reached, and how much it takes on.
 *
 * @param addresses those of the machine, the preferred ones first; asked again from time to time
 * @param cache the most that is kept since a keyframe for who joins; beyond, he waits for the next one
 */
public record WebRtcOptions(
        Supplier<List<InetAddress>> addresses,
        Outside outside,
        Ports ports,
        Limits limits,
        Sending sending,
        SourceStream.CacheLimit cache,
        Times times) {
    private static final SourceStream.CacheLimit CACHE = new SourceStream.CacheLimit(512, 2 << 20);
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(30);

    /**
     * How the machine is seen from outside.
     *
     * @param advertised the address to tell viewers instead of all those of the machine
     * @param translated addresses to tell viewers instead of addresses of the machine
     * @param stunServers where to ask for the address that a router in between gives us; host names are looked up
     */
    public record Outside(
            Optional<InetAddress> advertised, List<Translation> translated, List<InetSocketAddress> stunServers) {
        public Outside {
            translated = List.copyOf(translated);
            stunServers = List.copyOf(stunServers);
        }
    }

    /**
     * An address that a router translates.
     *
     * @param inside of the machine; empty for all private ones of the same family
     */
    public record Translation(Optional<InetAddress> inside, InetAddress outside) {}

    /**
     * Where viewers connect to.
     *
     * @param udp 0 for any that is free
     * @param tcp empty for none, 0 for any that is free
     */
    public record Ports(int udp, OptionalInt tcp) {}

    /** How many viewers there may be in total and of one stream; 0 is no limit. */
    public record Limits(int peers, int peersPerStream) {}

    /**
     * How packets are sent.
     *
     * @param threads that move packets
     * @param segmentation let the kernel cut datagrams, where it can
     * @param profiles for SRTP, in the order of preference
     */
    public record Sending(int threads, boolean segmentation, List<SrtpProfile> profiles) {
        public Sending {
            profiles = List.copyOf(profiles);
        }
    }

    /**
     * When a viewer is given up.
     *
     * @param toConnect until he is ended if nothing can be sent to him by then
     * @param consent how long he is sent to without an answer
     */
    public record Times(Duration toConnect, ConsentTimes consent) {}

    /** All addresses of the machine, any UDP port, no limits. */
    public static WebRtcOptions defaults() {
        return new WebRtcOptions(
                LocalAddresses::ofMachine,
                new Outside(Optional.empty(), List.of(), List.of()),
                new Ports(0, OptionalInt.empty()),
                new Limits(0, 0),
                new Sending(Runtime.getRuntime().availableProcessors(), true, List.of(SrtpProfile.values())),
                CACHE,
                new Times(TIME_TO_CONNECT, ConsentTimes.standard()));
    }

    /** With these addresses, which need not be those of the machine. */
    public WebRtcOptions withAddresses(Supplier<List<InetAddress>> supplier) {
        return new WebRtcOptions(supplier, outside, ports, limits, sending, cache, times);
    }

    /** Told to viewers under other addresses, and asking these servers for them. */
    public WebRtcOptions reachedAs(
            Optional<InetAddress> address, List<Translation> translations, List<InetSocketAddress> servers) {
        Outside seen = new Outside(address, translations, servers);
        return new WebRtcOptions(addresses, seen, ports, limits, sending, cache, times);
    }

    /** With these ports. */
    public WebRtcOptions withPorts(int udp, OptionalInt tcp) {
        return new WebRtcOptions(addresses, outside, new Ports(udp, tcp), limits, sending, cache, times);
    }

    /** With these limits; 0 is none. */
    public WebRtcOptions withLimits(int total, int perStream) {
        return new WebRtcOptions(addresses, outside, ports, new Limits(total, perStream), sending, cache, times);
    }

    /** With so many threads, with or without segmentation, and these profiles. */
    public WebRtcOptions sending(int count, boolean segments, List<SrtpProfile> allowed) {
        Sending other = new Sending(count, segments, allowed);
        return new WebRtcOptions(addresses, outside, ports, limits, other, cache, times);
    }

    /** With other times to give up. */
    public WebRtcOptions withTimes(Duration connect, ConsentTimes consentTimes) {
        Times other = new Times(connect, consentTimes);
        return new WebRtcOptions(addresses, outside, ports, limits, sending, cache, other);
    }
}
