package media.kern.webrtc.dtls;

import java.util.Arrays;
import media.kern.webrtc.rtp.BigEndian;

/**
 * Keeps a server from changing to the keys of the peer before it has its CertificateVerify. The DTLS implementation takes
 * ChangeCipherSpec as soon as it knows the keys, and from then on nothing of the epoch before: a CertificateVerify that is
 * lost, or overtaken, could never be made up for. What is cut off here comes again with the whole flight (RFC 6347 section
 * 4.2.4). Used by one thread.
 */
final class FlightOrder {
    private static final int RECORD_HEADER = 13;
    private static final int EPOCH_AT = 3;
    private static final int LENGTH_AT = 11;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final int HANDSHAKE_HEADER = 12;
    private boolean verified;

    /** The records of a datagram that may be taken now; what is malformed is left to the implementation. */
    byte[] inOrder(byte[] datagram) {
        int at = 0;
        while (!verified && at + RECORD_HEADER <= datagram.length && BigEndian.u16(datagram, at + EPOCH_AT) == 0) {
            int end = at + RECORD_HEADER + BigEndian.u16(datagram, at + LENGTH_AT);
            if (datagram[at] == CHANGE_CIPHER_SPEC) {
                return Arrays.copyOf(datagram, at);
            }
            if (datagram[at] == HANDSHAKE) {
                verified = endsCertificateVerify(datagram, at + RECORD_HEADER, Math.min(end, datagram.length));
            }
            at = end;
        }
        return datagram;
    }

    /** Whether one of the messages in a record is a CertificateVerify, or its last fragment. */
    private static boolean endsCertificateVerify(byte[] datagram, int from, int end) {
        int at = from;
        while (at + HANDSHAKE_HEADER <= end) {
            int fragmentEnd = BigEndian.u24(datagram, at + 6) + BigEndian.u24(datagram, at + 9);
            if (datagram[at] == CERTIFICATE_VERIFY && fragmentEnd == BigEndian.u24(datagram, at + 1)) {
                return true;
            }
            at += HANDSHAKE_HEADER + BigEndian.u24(datagram, at + 9);
        }
        return false;
    }
}
