package media.kern.rtmp.handshake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The digests by which Flash, and what is made after it, knows its like. They protect nothing: the keys are known to all.
 */
final class HandshakeDigest {
    static final int DIGEST_BYTES = 32;
    static final int PACKET_BYTES = 1536;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int[] SCHEMA_BASES = {772, 8};
    private static final int OFFSETS = 728;
    private static final byte[] SECRET = {
        (byte) 0xF0,
        (byte) 0xEE,
        (byte) 0xC2,
        0x4A,
        (byte) 0x80,
        0x68,
        (byte) 0xBE,
        (byte) 0xE8,
        0x2E,
        0x00,
        (byte) 0xD0,
        (byte) 0xD1,
        0x02,
        (byte) 0x9E,
        0x7E,
        0x57,
        0x6E,
        (byte) 0xEC,
        0x5D,
        0x2D,
        0x29,
        (byte) 0x80,
        0x6F,
        (byte) 0xAB,
        (byte) 0x93,
        (byte) 0xB8,
        (byte) 0xE6,
        0x36,
        (byte) 0xCF,
        (byte) 0xEB,
        0x31,
        (byte) 0xAE
    };

    /** Whose key. */
    enum Side {
        CLIENT("Genuine Adobe Flash Player 001"),
        SERVER("Genuine Adobe Flash Media Server 001");

        private final String name;

        Side(String name) {
            this.name = name;
        }

        private byte[] shortKey() {
            return name.getBytes(StandardCharsets.US_ASCII);
        }

        private byte[] longKey() {
            byte[] start = shortKey();
            byte[] key = Arrays.copyOf(start, start.length + SECRET.length);
            System.arraycopy(SECRET, 0, key, start.length, SECRET.length);
            return key;
        }
    }

    /**
     * Where a digest was found.
     *
     * @param base of the four bytes that tell its offset
     */
    record Found(int base, byte[] digest) {}

    private HandshakeDigest() {}

    /** The digest of a C1 or S1, if it has a right one in either place. */
    static Optional<Found> find(byte[] packet, Side side) {
        for (int base : SCHEMA_BASES) {
            int offset = offset(packet, base);
            byte[] digest = Arrays.copyOfRange(packet, offset, offset + DIGEST_BYTES);
            if (MessageDigest.isEqual(digest, digestWithout(packet, offset, side))) {
                return Optional.of(new Found(base, digest));
            }
        }
        return Optional.empty();
    }

    /** Writes the digest of a C1 or S1 into it, where its four bytes at {@code base} say. */
    static byte[] sign(byte[] packet, int base, Side side) {
        int offset = offset(packet, base);
        byte[] digest = digestWithout(packet, offset, side);
        System.arraycopy(digest, 0, packet, offset, DIGEST_BYTES);
        return digest;
    }

    /** Writes into the end of a C2 or S2 that its sender has seen the digest of the other side. */
    static void signAnswer(byte[] packet, byte[] peerDigest, Side side) {
        byte[] key = hmac(side.longKey(), peerDigest, 0, peerDigest.length);
        int end = PACKET_BYTES - DIGEST_BYTES;
        System.arraycopy(hmac(key, packet, 0, end), 0, packet, end, DIGEST_BYTES);
    }

    private static int offset(byte[] packet, int base) {
        int sum = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            sum += packet[base + i] & 0xFF;
        }
        return sum % OFFSETS + base + Integer.BYTES;
    }

    private static byte[] digestWithout(byte[] packet, int offset, Side side) {
        byte[] rest = new byte[PACKET_BYTES - DIGEST_BYTES];
        System.arraycopy(packet, 0, rest, 0, offset);
        System.arraycopy(packet, offset + DIGEST_BYTES, rest, offset, rest.length - offset);
        return hmac(side.shortKey(), rest, 0, rest.length);
    }

    private static byte[] hmac(byte[] key, byte[] data, int from, int length) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(data, from, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
