package media.kern.webrtc.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes a Binding message, attribute by attribute in this order, ended by {@link #sign} or {@link #finish}. */
public final class StunWriter {
    private final ByteBuffer out = ByteBuffer.allocate(StunMessage.MAX_LENGTH);

    public StunWriter(StunType type, TransactionId transaction) {
        out.putShort((short) type.code())
                .putShort((short) 0)
                .putInt(StunMessage.MAGIC_COOKIE)
                .putInt(transaction.high())
                .putLong(transaction.low());
    }

    public StunWriter username(String name) {
        return attribute(StunAttribute.USERNAME, name.getBytes(StandardCharsets.UTF_8));
    }

    public StunWriter priority(long priority) {
        return attribute(
                StunAttribute.PRIORITY,
                ByteBuffer.allocate(4).putInt((int) priority).array());
    }

    public StunWriter useCandidate() {
        return attribute(StunAttribute.USE_CANDIDATE, new byte[0]);
    }

    /** @param role {@link StunAttribute#ICE_CONTROLLED} or {@link StunAttribute#ICE_CONTROLLING} */
    public StunWriter role(int role, long tieBreaker) {
        return attribute(role, ByteBuffer.allocate(8).putLong(tieBreaker).array());
    }

    public StunWriter errorCode(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] value = ByteBuffer.allocate(4 + text.length)
                .putShort((short) 0)
                .put((byte) (code / 100))
                .put((byte) (code % 100))
                .put(text)
                .array();
        return attribute(StunAttribute.ERROR_CODE, value);
    }

    public StunWriter mappedAddress(InetSocketAddress address) {
        byte[] raw = address.getAddress().getAddress();
        byte[] mask = Arrays.copyOfRange(out.array(), 4, 4 + raw.length);
        ByteBuffer value = ByteBuffer.allocate(4 + raw.length)
                .put((byte) 0)
                .put((byte) (raw.length == 4 ? 1 : 2))
                .putShort((short) (address.getPort() ^ StunMessage.MAGIC_COOKIE >>> 16));
        for (int i = 0; i < raw.length; i++) {
            value.put((byte) (raw[i] ^ mask[i]));
        }
        return attribute(StunAttribute.XOR_MAPPED_ADDRESS, value.array());
    }

    /** The message with integrity and fingerprint. */
    public byte[] sign(StunKey key) {
        return attribute(StunAttribute.MESSAGE_INTEGRITY, key.code(out.array(), 0, out.position()))
                .finish();
    }

    /** The message with a fingerprint. */
    public byte[] finish() {
        int at = out.position();
        setLength(at + StunMessage.ATTRIBUTE_HEADER_LENGTH + 4);
        attribute(
                StunAttribute.FINGERPRINT,
                ByteBuffer.allocate(4)
                        .putInt(StunMessage.fingerprint(out.array(), at))
                        .array());
        return Arrays.copyOf(out.array(), out.position());
    }

    private StunWriter attribute(int type, byte[] value) {
        out.putShort((short) type).putShort((short) value.length).put(value);
        out.position((out.position() + 3) / 4 * 4);
        setLength(out.position());
        return this;
    }

    private void setLength(int length) {
        out.putShort(2, (short) (length - StunMessage.HEADER_LENGTH));
    }
}
