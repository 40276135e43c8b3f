package media.kern.server.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The textual form of an IP address: dotted decimal without leading zeros, or RFC 4291 section 2.2.
 *
 * <p>{@link InetAddress} has parsers too, but they also take short forms ({@code 127.1}), brackets and zones, and the
 * older ones ask a name server.
 */
final class IpLiteral {

    /** Eight groups whose last two are written as an IPv4 address. */
    private static final int MAX_LENGTH = 45;

    private static final int GROUPS = 8;

    private IpLiteral() {}

    /** Four or sixteen bytes, null if the text is no address. An IPv4-mapped IPv6 address is its IPv4 address. */
    static byte @Nullable [] parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            return v4(text);
        }
        byte[] bytes = v6(text);
        return bytes == null ? null : unmapped(bytes);
    }

    /** The sixteen bytes of an IPv6 literal as they stand, null if it is none. */
    static byte @Nullable [] v6(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = text.startsWith("::") ? 0 : -1;
        int at = gap < 0 ? 0 : 2;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            String part = text.substring(at, end);
            if (colon < 0 && part.indexOf('.') >= 0) {
                byte[] tail = v4(part);
                if (tail == null || count > GROUPS - 2) {
                    return null;
                }
                groups[count++] = ((tail[0] & 0xff) << 8) | (tail[1] & 0xff);
                groups[count++] = ((tail[2] & 0xff) << 8) | (tail[3] & 0xff);
                break;
            }
            int group = group(part);
            if (group < 0 || count == GROUPS) {
                return null;
            }
            groups[count++] = group;
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        boolean complete = gap < 0 ? count == GROUPS : count < GROUPS;
        return complete ? bytes(groups, count, gap) : null;
    }

    /** The IPv4 address inside an IPv4-mapped one (RFC 4291 section 2.5.5.2), anything else unchanged. */
    static byte[] unmapped(byte[] bytes) {
        return isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }

    static boolean isMapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != (byte) 0xff || bytes[11] != (byte) 0xff) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    private static byte @Nullable [] v4(String text) {
        byte[] bytes = new byte[4];
        int octet = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                digits++;
                boolean leadingZero = digits > 1 && value < 10;
                if (leadingZero || value > 255) {
                    return null;
                }
            } else if (c == '.' && digits > 0 && octet < 3) {
                bytes[octet++] = (byte) value;
                digits = 0;
                value = 0;
            } else {
                return null;
            }
        }
        bytes[octet] = (byte) value;
        return octet == 3 && digits > 0 ? bytes : null;
    }

    private static int group(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private static byte[] bytes(int[] groups, int count, int gap) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < count; i++) {
            int group = gap >= 0 && i >= gap ? GROUPS - count + i : i;
            bytes[2 * group] = (byte) (groups[i] >> 8);
            bytes[2 * group + 1] = (byte) groups[i];
        }
        return bytes;
    }
}
