package media.kern.webrtc.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * A Binding message that has been received (RFC 8489 section 5). Attributes are looked up in the bytes, so that a
 * message that is of no interest costs next to nothing.
 */
public final class StunMessage {
    static final int HEADER_LENGTH = 20;
    static final int ATTRIBUTE_HEADER_LENGTH = 4;
    static final int MAGIC_COOKIE = 0x2112A442;
    static final int FINGERPRINT_XOR = 0x5354554E;
    /** ICE messages are about 100 bytes; anything much longer is not one. */
    static final int MAX_LENGTH = 1280;

    private static final int MAX_USERNAME_BYTES = 513;

    private final byte[] bytes;
    private final int length;
    private final StunType type;
    private final int integrityAt;

    private StunMessage(byte[] bytes, int length, StunType type, int integrityAt) {
        this.bytes = bytes;
        this.length = length;
        this.type = type;
        this.integrityAt = integrityAt;
    }

    /**
     * Reads a datagram. What is after the integrity is ignored, but for the fingerprint, which has to be right if it is
     * there.
     *
     * @param bytes must not be changed afterwards
     * @return empty if it is not a well-formed Binding message of at most 1280 bytes
     */
    public static Optional<StunMessage> parse(byte[] bytes, int length) {
        if (length < HEADER_LENGTH || length > MAX_LENGTH || length % 4 != 0 || bytes.length < length) {
            return Optional.empty();
        }
        Optional<StunType> type = StunType.of(u16(bytes, 0));
        if (type.isEmpty() || u16(bytes, 2) != length - HEADER_LENGTH || i32(bytes, 4) != MAGIC_COOKIE) {
            return Optional.empty();
        }
        int integrityAt = -1;
        int at = HEADER_LENGTH;
        while (at < length) {
            int attribute = u16(bytes, at);
            int size = u16(bytes, at + 2);
            int next = at + ATTRIBUTE_HEADER_LENGTH + (size + 3) / 4 * 4;
            if (next > length) {
                return Optional.empty();
            }
            if (attribute == StunAttribute.MESSAGE_INTEGRITY && integrityAt < 0) {
                if (size != StunKey.LENGTH) {
                    return Optional.empty();
                }
                integrityAt = at;
            } else if (attribute == StunAttribute.FINGERPRINT && !fingerprintFits(bytes, at, size, next == length)) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(new StunMessage(bytes, length, type.get(), integrityAt));
    }

    private static boolean fingerprintFits(byte[] bytes, int at, int size, boolean last) {
        return size == 4 && last && i32(bytes, at + ATTRIBUTE_HEADER_LENGTH) == fingerprint(bytes, at);
    }

    static int fingerprint(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    public StunType type() {
        return type;
    }

    public TransactionId transaction() {
        return new TransactionId(i32(bytes, 8), (long) i32(bytes, 12) << 32 | (i32(bytes, 16) & 0xFFFFFFFFL));
    }

    /** Whether it was made by somebody who knows the key; one without integrity was not. */
    public boolean isFrom(StunKey key) {
        if (integrityAt < 0) {
            return false;
        }
        int at = integrityAt + ATTRIBUTE_HEADER_LENGTH;
        return MessageDigest.isEqual(
                key.code(bytes, 0, integrityAt), Arrays.copyOfRange(bytes, at, at + StunKey.LENGTH));
    }

    /** {@code receiver:sender}, two user fragments. */
    public Optional<String> username() {
        int at = find(StunAttribute.USERNAME);
        if (at < 0) {
            return Optional.empty();
        }
        int size = u16(bytes, at + 2);
        return size > MAX_USERNAME_BYTES
                ? Optional.empty()
                : Optional.of(new String(bytes, at + ATTRIBUTE_HEADER_LENGTH, size, StandardCharsets.UTF_8));
    }

    /** The priority that the sender would give to a candidate of this path (RFC 8445 section 7.1.1). */
    public OptionalLong priority() {
        int at = find(StunAttribute.PRIORITY);
        return at < 0 || u16(bytes, at + 2) != 4
                ? OptionalLong.empty()
                : OptionalLong.of(i32(bytes, at + ATTRIBUTE_HEADER_LENGTH) & 0xFFFFFFFFL);
    }

    public boolean has(int attribute) {
        return find(attribute) >= 0;
    }

    /** The tie-breaker of a sender in this role: {@link StunAttribute#ICE_CONTROLLED} or the other. */
    public OptionalLong tieBreaker(int role) {
        int at = find(role);
        if (at < 0 || u16(bytes, at + 2) != 8) {
            return OptionalLong.empty();
        }
        int value = at + ATTRIBUTE_HEADER_LENGTH;
        return OptionalLong.of((long) i32(bytes, value) << 32 | (i32(bytes, value + 4) & 0xFFFFFFFFL));
    }

    /** Such as 487, role conflict. */
    public OptionalInt errorCode() {
        int at = find(StunAttribute.ERROR_CODE);
        if (at < 0 || u16(bytes, at + 2) < 4) {
            return OptionalInt.empty();
        }
        int value = at + ATTRIBUTE_HEADER_LENGTH;
        return OptionalInt.of((bytes[value + 2] & 7) * 100 + (bytes[value + 3] & 0xFF));
    }

    /** Where the sender of the response saw the request come from. */
    public Optional<InetSocketAddress> mappedAddress() {
        int at = find(StunAttribute.XOR_MAPPED_ADDRESS);
        if (at < 0) {
            return Optional.empty();
        }
        int value = at + ATTRIBUTE_HEADER_LENGTH;
        int size = u16(bytes, at + 2);
        int family = size >= 8 ? bytes[value + 1] : 0;
        int addressLength = family == 1 ? 4 : 16;
        if ((family != 1 && family != 2) || size != addressLength + 4) {
            return Optional.empty();
        }
        int port = u16(bytes, value + 2) ^ MAGIC_COOKIE >>> 16;
        byte[] address = Arrays.copyOfRange(bytes, value + 4, value + 4 + addressLength);
        for (int i = 0; i < addressLength; i++) {
            address[i] ^= bytes[4 + i];
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByAddress(address), port));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Attributes behind the integrity do not count (RFC 8489 section 14.5). */
    private int find(int attribute) {
        int end = integrityAt < 0 ? length : integrityAt;
        int at = HEADER_LENGTH;
        while (at < end) {
            if (u16(bytes, at) == attribute) {
                return at;
            }
            at += ATTRIBUTE_HEADER_LENGTH + (u16(bytes, at + 2) + 3) / 4 * 4;
        }
        return -1;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private static int i32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }
}
