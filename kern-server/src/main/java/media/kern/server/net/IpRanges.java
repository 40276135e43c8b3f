package media.kern.server.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * An immutable list of CIDR blocks. IPv4-mapped IPv6 addresses count as IPv4, on both sides; apart from that an IPv6
 * block such as {@code ::/0} holds no IPv4 address.
 *
 * <p>A look-up is a binary search over disjoint blocks.
 */
public final class IpRanges {

    /** Holds no address. */
    public static final IpRanges NONE = new IpRanges(List.of());

    private final IpBlock[] v4;
    private final IpBlock[] v6;

    private IpRanges(Collection<IpBlock> blocks) {
        v4 = disjoint(blocks.stream().filter(IpBlock::isV4).toList());
        v6 = disjoint(blocks.stream().filter(block -> !block.isV4()).toList());
    }

    /**
     * Reads a list of CIDR blocks such as {@code 10.0.0.0/8} or {@code fd00::/8}. Blanks around an entry are removed,
     * empty entries are left out.
     *
     * @throws InvalidCidrException for the first entry that is not a CIDR block; a bare address is none
     */
    public static IpRanges parse(Collection<String> cidrs) {
        List<IpBlock> blocks = new ArrayList<>(cidrs.size());
        for (String cidr : cidrs) {
            String entry = cidr.trim();
            if (!entry.isEmpty()) {
                blocks.add(IpBlock.parse(entry));
            }
        }
        return blocks.isEmpty() ? NONE : new IpRanges(blocks);
    }

    /** Whether the list has no entries. */
    public boolean isEmpty() {
        return v4.length == 0 && v6.length == 0;
    }

    /** Whether the address lies in one of the blocks; its scope (zone) does not matter. */
    public boolean contains(InetAddress address) {
        return contains(IpLiteral.unmapped(address.getAddress()));
    }

    boolean contains(byte[] address) {
        IpBlock[] blocks = address.length == 4 ? v4 : v6;
        int low = 0;
        int high = blocks.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int place = blocks[middle].locate(address);
            if (place == 0) {
                return true;
            }
            if (place < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    /** Two CIDR blocks are disjoint or one contains the other: the sorted outer ones are enough. */
    private static IpBlock[] disjoint(List<IpBlock> blocks) {
        List<IpBlock> sorted = new ArrayList<>(blocks);
        Collections.sort(sorted);
        List<IpBlock> outer = new ArrayList<>(sorted.size());
        for (IpBlock block : sorted) {
            if (outer.isEmpty() || block.isBehind(outer.getLast())) {
                outer.add(block);
            }
        }
        return outer.toArray(IpBlock[]::new);
    }
}
