package media.kern.webrtc.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address where a peer may be reached (RFC 8445 section 5.1, RFC 8839 section 5.1).
 *
 * @param priority 1 to 2^31 - 1
 * @param tcpType {@code passive}, {@code active} or {@code so}; null for UDP
 */
public record Candidate(
        String foundation,
        IceTransport transport,
        long priority,
        InetSocketAddress address,
        CandidateType type,
        @Nullable String tcpType) {
    private static final int COMPONENT = 1;
    private static final int MAX_LENGTH = 512;
    private static final long MAX_PRIORITY = 0x7FFFFFFFL;

    /**
     * One of our own.
     *
     * @param localPreference 0 to 65535, greater for the addresses that are to be tried first
     */
    public static Candidate own(
            CandidateType type, IceTransport transport, InetSocketAddress address, int localPreference) {
        // TCP only where UDP does not get through (RFC 6544 section 4.2).
        int typePreference = transport == IceTransport.UDP ? type.preference() : Math.max(0, type.preference() - 50);
        String foundation = Integer.toUnsignedString(
                (type.sdpName() + transport + address.getAddress().getHostAddress()).hashCode());
        return new Candidate(
                foundation,
                transport,
                priority(typePreference, localPreference),
                address,
                type,
                transport == IceTransport.TCP ? "passive" : null);
    }

    static long priority(int typePreference, int localPreference) {
        return (long) typePreference << 24 | (long) localPreference << 8 | 256 - COMPONENT;
    }

    /**
     * Reads the value of an {@code a=candidate} line.
     *
     * @return empty if it is of no use: malformed, of another component, without the literal address of one host, of a transport that is
     *     not known, or of a kind that cannot be connected to
     */
    public static Optional<Candidate> parse(String line) {
        String value = line.startsWith("candidate:") ? line.substring("candidate:".length()) : line;
        String[] fields =
                value.length() > MAX_LENGTH ? new String[0] : value.trim().split(" +");
        if (fields.length < 8 || !fields[1].equals("1") || !fields[6].equals("typ")) {
            return Optional.empty();
        }
        Optional<CandidateType> type = CandidateType.named(fields[7]);
        Optional<InetAddress> address = literal(fields[4]);
        long priority = number(fields[3], MAX_PRIORITY);
        long port = number(fields[5], 65535);
        if (type.isEmpty() || address.isEmpty() || priority < 0 || port < 0) {
            return Optional.empty();
        }
        String tcpType = option(fields, "tcptype");
        IceTransport transport;
        switch (fields[2].toLowerCase(Locale.ROOT)) {
            case "udp" -> transport = IceTransport.UDP;
            case "tcp" -> transport = IceTransport.TCP;
            default -> {
                return Optional.empty();
            }
        }
        if (transport == IceTransport.UDP && port == 0) {
            return Optional.empty();
        }
        return Optional.of(new Candidate(
                fields[0],
                transport,
                priority,
                new InetSocketAddress(address.get(), (int) port),
                type.get(),
                transport == IceTransport.TCP ? tcpType : null));
    }

    /** Only numbers: a name would have to be looked up, at a moment and place that the peer chooses. */
    private static Optional<InetAddress> literal(String text) {
        boolean numeric =
                !text.isEmpty() && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
        boolean looksLikeAddress = text.indexOf(':') >= 0 || text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (!numeric || !looksLikeAddress) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return address.isMulticastAddress() || address.isAnyLocalAddress()
                    ? Optional.empty()
                    : Optional.of(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long number(String text, long max) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long value = Long.parseLong(text);
        return value > max ? -1 : value;
    }

    private static @Nullable String option(String[] fields, String name) {
        for (int i = 8; i + 1 < fields.length; i += 2) {
            if (fields[i].equals(name)) {
                return fields[i + 1];
            }
        }
        return null;
    }

    /** The value of an {@code a=candidate} line. */
    public String toSdp() {
        StringBuilder line = new StringBuilder()
                .append(foundation)
                .append(' ')
                .append(COMPONENT)
                .append(' ')
                .append(transport.name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(priority)
                .append(' ')
                .append(host(address.getAddress()))
                .append(' ')
                .append(address.getPort())
                .append(" typ ")
                .append(type.sdpName());
        if (type != CandidateType.HOST) {
            // Nobody needs to know the address inside (RFC 8828).
            line.append(address.getAddress().getAddress().length == 4 ? " raddr 0.0.0.0 rport 0" : " raddr :: rport 0");
        }
        if (tcpType != null) {
            line.append(" tcptype ").append(tcpType);
        }
        return line.toString();
    }

    /** Without the zone, which means nothing elsewhere. */
    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    @Override
    public String toString() {
        return type.sdpName() + " " + transport.name().toLowerCase(Locale.ROOT) + " " + Addresses.text(address);
    }
}
