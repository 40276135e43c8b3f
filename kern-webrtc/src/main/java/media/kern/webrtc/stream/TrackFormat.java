package media.kern.webrtc.stream;

import java.nio.charset.StandardCharsets;
import media.kern.webrtc.rtp.BigEndian;
import media.kern.webrtc.sdp.NegotiatedMedia;
import media.kern.webrtc.sdp.SentStream;

/** How the packets of one medium look to one viewer: numbers and header extensions. */
public final class TrackFormat {
    private static final int ONE_BYTE_HEADERS = 0xBEDE;
    private static final int NONE = -1;

    private final int payloadType;
    private final int retransmissionType;
    private final SentStream stream;
    private final boolean nack;
    private final byte[] extension;
    private final int transportSequenceAt;

    public TrackFormat(NegotiatedMedia media, SentStream stream) {
        this.payloadType = media.format().type();
        this.retransmissionType =
                media.retransmission().map(format -> format.type()).orElse(NONE);
        this.stream = stream;
        this.nack = media.nack();
        byte[] mid = media.mid().getBytes(StandardCharsets.US_ASCII);
        int midLength = media.midExtension().isPresent() ? 1 + mid.length : 0;
        int transportLength = media.transportExtension().isPresent() ? 3 : 0;
        int words = (midLength + transportLength + 3) / 4;
        extension = new byte[words == 0 ? 0 : 4 + 4 * words];
        int at = 4;
        if (midLength > 0) {
            extension[at] = (byte) (media.midExtension().getAsInt() << 4 | mid.length - 1);
            System.arraycopy(mid, 0, extension, at + 1, mid.length);
            at += midLength;
        }
        if (transportLength > 0) {
            extension[at] = (byte) (media.transportExtension().getAsInt() << 4 | 1);
            transportSequenceAt = at + 1;
        } else {
            transportSequenceAt = NONE;
        }
        if (words > 0) {
            BigEndian.put16(extension, 0, ONE_BYTE_HEADERS);
            BigEndian.put16(extension, 2, words);
        }
    }

    int ssrc() {
        return stream.ssrc();
    }

    /** Whether the viewer asks for lost packets. */
    boolean nack() {
        return nack;
    }

    /** Whether repeated packets have numbers of their own. */
    boolean hasRetransmissionStream() {
        return retransmissionType != NONE;
    }

    int retransmissionSsrc() {
        return stream.retransmissionSsrc();
    }

    int headerLength() {
        return 12 + extension.length;
    }

    /** Writes the header of a packet. */
    void header(byte[] out, int at, boolean marker, int sequence, long timestamp, TransportSequence transport) {
        header(out, at, marker, payloadType, sequence, timestamp, stream.ssrc(), transport);
    }

    /** Writes the header of a repeated packet that has a stream of its own. */
    void retransmissionHeader(
            byte[] out, int at, boolean marker, int sequence, long timestamp, TransportSequence transport) {
        header(out, at, marker, retransmissionType, sequence, timestamp, stream.retransmissionSsrc(), transport);
    }

    private void header(
            byte[] out,
            int at,
            boolean marker,
            int type,
            int sequence,
            long timestamp,
            int ssrc,
            TransportSequence transport) {
        out[at] = (byte) (extension.length == 0 ? 0x80 : 0x90);
        out[at + 1] = (byte) (marker ? type | 0x80 : type);
        BigEndian.put16(out, at + 2, sequence);
        BigEndian.put32(out, at + 4, (int) timestamp);
        BigEndian.put32(out, at + 8, ssrc);
        System.arraycopy(extension, 0, out, at + 12, extension.length);
        if (transportSequenceAt != NONE) {
            BigEndian.put16(out, at + 12 + transportSequenceAt, transport.next());
        }
    }
}
