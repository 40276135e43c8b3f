package media.kern.server.net;

import java.util.Arrays;

/** All addresses with a common prefix, as the first and the last one. */
final class IpBlock implements Comparable<IpBlock> {

    private final byte[] first;
    private final byte[] last;

    private IpBlock(byte[] first, byte[] last) {
        this.first = first;
        this.last = last;
    }

    /** Reads {@code address/bits}; bits of the address behind the prefix are ignored. */
    static IpBlock parse(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new InvalidCidrException(cidr);
        }
        String address = cidr.substring(0, slash);
        byte[] bytes = address.indexOf(':') < 0 ? IpLiteral.parse(address) : IpLiteral.v6(address);
        int bits = bits(cidr, slash + 1);
        if (bytes == null || bits < 0 || bits > bytes.length * 8) {
            throw new InvalidCidrException(cidr);
        }
        if (bits >= 96 && IpLiteral.isMapped(bytes)) {
            return of(IpLiteral.unmapped(bytes), bits - 96);
        }
        return of(bytes, bits);
    }

    boolean isV4() {
        return first.length == 4;
    }

    /** Negative, zero or positive if the address lies before, inside or behind the block. */
    int locate(byte[] address) {
        if (Arrays.compareUnsigned(address, first) < 0) {
            return -1;
        }
        return Arrays.compareUnsigned(address, last) > 0 ? 1 : 0;
    }

    /** Whether the block, which does not come before the other one, starts behind its end. */
    boolean isBehind(IpBlock other) {
        return other.locate(first) > 0;
    }

    /** Larger blocks come before the ones they contain. */
    @Override
    public int compareTo(IpBlock other) {
        int order = Arrays.compareUnsigned(first, other.first);
        return order != 0 ? order : Arrays.compareUnsigned(other.last, last);
    }

    private static IpBlock of(byte[] bytes, int bits) {
        byte[] first = bytes.clone();
        byte[] last = bytes.clone();
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            int mask = 0x80 >> (bit & 7);
            first[bit >> 3] &= (byte) ~mask;
            last[bit >> 3] |= (byte) mask;
        }
        return new IpBlock(first, last);
    }

    private static int bits(String cidr, int from) {
        int length = cidr.length() - from;
        if (length < 1 || length > 3) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < cidr.length(); i++) {
            char c = cidr.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
