package media.kern.rtmp.handshake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The client's side of a handshake: C0 and C1, then C2 as the echo of S1. */
public final class ClientHandshake {
    private static final int VERSION = 3;
    private static final int PACKET = HandshakeDigest.PACKET_BYTES;
    private static final int SCHEMA_BASE = 772;
    private static final byte[] CLIENT_VERSION = {(byte) 0x80, 0x00, 0x07, 0x02};

    private final boolean digest;
    private final byte[] sent = new byte[PACKET];
    private final byte[] received = new byte[1 + 2 * PACKET];
    private int filled;

    /** @param digest whether to begin as Flash does */
    public ClientHandshake(boolean digest) {
        this.digest = digest;
        ThreadLocalRandom.current().nextBytes(sent);
        Arrays.fill(sent, 0, 2 * Integer.BYTES, (byte) 0);
        if (digest) {
            System.arraycopy(CLIENT_VERSION, 0, sent, Integer.BYTES, CLIENT_VERSION.length);
            HandshakeDigest.sign(sent, SCHEMA_BASE, HandshakeDigest.Side.CLIENT);
        }
    }

    /** C0 and C1. */
    public ByteBuf begin() {
        return Unpooled.wrappedBuffer(new byte[] {VERSION}, sent);
    }

    /** Whether all of the server's part has come. */
    public boolean isComplete() {
        return filled == received.length;
    }

    /**
     * Takes what belongs to the handshake from {@code in}.
     *
     * @return C2, when everything else has come
     * @throws HandshakeException if the server answered something else than it should
     */
    public Optional<ByteBuf> read(ByteBuf in) throws HandshakeException {
        int length = Math.min(in.readableBytes(), received.length - filled);
        in.readBytes(received, filled, length);
        filled += length;
        if (filled > 0 && received[0] != VERSION) {
            throw new HandshakeException("the server answers with version " + received[0] + " instead of 3");
        }
        if (!isComplete()) {
            return Optional.empty();
        }
        byte[] s1 = Arrays.copyOfRange(received, 1, 1 + PACKET);
        if (digest && HandshakeDigest.find(s1, HandshakeDigest.Side.SERVER).isEmpty()) {
            throw new HandshakeException("the server has not signed its part of the handshake");
        }
        if (!digest && !Arrays.equals(sent, 0, PACKET, received, 1 + PACKET, received.length)) {
            throw new HandshakeException("the server has not repeated what was sent");
        }
        return Optional.of(Unpooled.wrappedBuffer(s1));
    }
}
