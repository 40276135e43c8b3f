package media.kern.server.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds the client behind proxies. {@code X-Forwarded-For} and {@code X-Real-IP} are believed only if the TCP peer is a
 * trusted proxy, because everybody else can write into them what they like.
 */
public final class TrustedProxies {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String REAL_IP = "X-Real-IP";

    /** A request with one of these went through a proxy, so its TCP peer is not where it comes from. */
    private static final List<String> SIGNS_OF_A_PROXY =
            List.of(FORWARDED_FOR, REAL_IP, "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "Via");

    /** More proxies than this in a row are a forgery or a loop. */
    private static final int MAX_HOPS = 32;

    private static final int MAX_TEXT = 64;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,260}");
    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~%-]{1,100}){1,10}/?");

    private final IpRanges trusted;

    /**
     * Creates the rule.
     *
     * @param trusted addresses of the proxies whose headers are believed; empty believes nobody
     */
    public TrustedProxies(IpRanges trusted) {
        this.trusted = trusted;
    }

    /**
     * Tells who sent a request.
     *
     * <p>The elements of {@code X-Forwarded-For} are walked from the right, where the nearest proxy appends: the first
     * address that is not a trusted proxy is the client; if all are trusted it is the leftmost. An element that is no
     * address ends the walk with an invalid address. {@code X-Real-IP} counts only without {@code X-Forwarded-For}.
     *
     * @param peer address of the TCP peer
     * @param headers all values of a request header, in order, for a case-insensitive name
     */
    public ClientAddress resolve(InetAddress peer, Function<? super String, ? extends List<String>> headers) {
        byte[] bytes = IpLiteral.unmapped(peer.getAddress());
        if (trusted.contains(bytes)) {
            List<String> forwardedFor = headers.apply(FORWARDED_FOR);
            if (!isBlank(forwardedFor)) {
                return walk(forwardedFor);
            }
            List<String> realIp = headers.apply(REAL_IP);
            if (!isBlank(realIp)) {
                return forwarded(realIp.getLast().trim());
            }
        }
        InetAddress address = IpLiteral.address(bytes);
        boolean local = address.isLoopbackAddress()
                && SIGNS_OF_A_PROXY.stream()
                        .allMatch(name -> headers.apply(name).isEmpty());
        return new ClientAddress(NetUtil.toAddressString(address), address, true, local);
    }

    /**
     * Where something on this server is found from where the client is: an absolute URL if a trusted proxy says how it was
     * asked ({@code X-Forwarded-Host}, {@code -Proto}, {@code -Prefix}), else a reference that begins with a slash.
     *
     * @param peer address of the TCP peer
     * @param path as this server knows it
     */
    public String urlOf(InetAddress peer, String path, Function<? super String, ? extends List<String>> headers) {
        if (!trusted.contains(IpLiteral.unmapped(peer.getAddress()))) {
            return path;
        }
        String host = first(headers.apply("X-Forwarded-Host"));
        String prefix = first(headers.apply("X-Forwarded-Prefix"));
        String below = PREFIX.matcher(prefix).matches() ? prefix.replaceAll("/+$", "") + path : path;
        if (!HOST.matcher(host).matches()) {
            return below;
        }
        String scheme = first(headers.apply("X-Forwarded-Proto"));
        return (scheme.equalsIgnoreCase("https") ? "https://" : "http://") + host + below;
    }

    /**
     * Whether a trusted proxy says that its client came over HTTPS.
     *
     * @param peer address of the TCP peer
     */
    public boolean cameSecurely(InetAddress peer, Function<? super String, ? extends List<String>> headers) {
        return trusted.contains(IpLiteral.unmapped(peer.getAddress()))
                && first(headers.apply("X-Forwarded-Proto")).equalsIgnoreCase("https");
    }

    /** The one that the proxy nearest to the client has written. */
    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.getFirst().split(",", 2)[0].trim();
    }

    private ClientAddress walk(List<String> lines) {
        int hops = 0;
        ClientAddress client = invalid("");
        for (String line : lines.reversed()) {
            int end = line.isBlank() ? -1 : line.length();
            while (end >= 0) {
                int comma = line.lastIndexOf(',', end - 1);
                String element = line.substring(comma + 1, end).trim();
                end = comma;
                client = forwarded(element);
                InetAddress address = client.address();
                if (address == null || !trusted.contains(address)) {
                    return client;
                }
                if (++hops == MAX_HOPS) {
                    return invalid(element);
                }
            }
        }
        return client;
    }

    private static ClientAddress forwarded(String element) {
        boolean bracketed = element.startsWith("[") && element.endsWith("]");
        byte[] bytes = IpLiteral.parse(bracketed ? element.substring(1, element.length() - 1) : element);
        if (bytes == null) {
            return invalid(element);
        }
        InetAddress address = IpLiteral.address(bytes);
        return new ClientAddress(NetUtil.toAddressString(address), address, false, false);
    }

    private static ClientAddress invalid(String element) {
        String text = element.length() <= MAX_TEXT ? element : element.substring(0, MAX_TEXT);
        return new ClientAddress(text, null, false, false);
    }

    private static boolean isBlank(List<String> values) {
        return values.stream().allMatch(String::isBlank);
    }
}
