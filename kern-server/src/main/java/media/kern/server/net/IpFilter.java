package media.kern.server.net;

import java.net.InetAddress;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which clients may use the API.
 *
 * @param allow the only addresses that are let in; empty lets everybody in
 * @param block addresses that are refused, even if they are allowed
 */
public record IpFilter(IpRanges allow, IpRanges block) {

    /** Lets every valid address in. */
    public static final IpFilter OPEN = new IpFilter(IpRanges.NONE, IpRanges.NONE);

    /**
     * Reads the two lists of CIDR blocks.
     *
     * @throws InvalidCidrException if an entry is not a CIDR block
     */
    public static IpFilter parse(Collection<String> allow, Collection<String> block) {
        return new IpFilter(IpRanges.parse(allow), IpRanges.parse(block));
    }

    /**
     * Whether the client is let in.
     *
     * @param address null if the client's address is not known for sure: always refused
     */
    public boolean allows(@Nullable InetAddress address) {
        return address != null && !block.contains(address) && (allow.isEmpty() || allow.contains(address));
    }
}
