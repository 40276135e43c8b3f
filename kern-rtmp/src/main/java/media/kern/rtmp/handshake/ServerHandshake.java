package media.kern.rtmp.handshake;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The server's side of a handshake: C0 and C1 are answered by S0, S1 and S2, then C2 is taken as it is. A C1 with a digest gets one
 * with digests, any other the simple one.
 */
public final class ServerHandshake {
    private static final int VERSION = 3;
    private static final int PACKET = HandshakeDigest.PACKET_BYTES;
    private static final byte[] SERVER_VERSION = {0x0D, 0x0E, 0x0A, 0x0D};

    private final byte[] received = new byte[PACKET];
    private int filled;
    private boolean versionRead;
    private boolean answered;

    /** Whether C2 has come too: all further bytes are chunks. */
    public boolean isComplete() {
        return answered && filled == PACKET;
    }

    /**
     * Takes what belongs to the handshake from {@code in}.
     *
     * @return what to send, once
     * @throws HandshakeException if it is no handshake of RTMP
     */
    public Optional<ByteBuf> read(ByteBuf in) throws HandshakeException {
        if (!versionRead && in.isReadable()) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new HandshakeException("the version of RTMP is " + version + ", but only 3 is spoken here");
            }
            versionRead = true;
        }
        fill(in);
        if (answered || filled < PACKET) {
            return Optional.empty();
        }
        ByteBuf answer = answer();
        answered = true;
        filled = 0;
        fill(in);
        return Optional.of(answer);
    }

    private void fill(ByteBuf in) {
        int length = Math.min(in.readableBytes(), PACKET - filled);
        in.readBytes(received, filled, length);
        filled += length;
    }

    private ByteBuf answer() {
        byte[] s1 = new byte[PACKET];
        byte[] s2 = new byte[PACKET];
        ThreadLocalRandom.current().nextBytes(s1);
        // Time, then zero for the simple handshake.
        System.arraycopy(received, 0, s1, 0, Integer.BYTES);
        System.arraycopy(new byte[Integer.BYTES], 0, s1, Integer.BYTES, Integer.BYTES);
        Optional<HandshakeDigest.Found> found =
                hasVersion() ? HandshakeDigest.find(received, HandshakeDigest.Side.CLIENT) : Optional.empty();
        if (found.isPresent()) {
            System.arraycopy(SERVER_VERSION, 0, s1, Integer.BYTES, SERVER_VERSION.length);
            HandshakeDigest.sign(s1, found.get().base(), HandshakeDigest.Side.SERVER);
            ThreadLocalRandom.current().nextBytes(s2);
            HandshakeDigest.signAnswer(s2, found.get().digest(), HandshakeDigest.Side.SERVER);
        } else {
            System.arraycopy(received, 0, s2, 0, PACKET);
        }
        return Unpooled.wrappedBuffer(new byte[] {VERSION}, s1, s2);
    }

    private boolean hasVersion() {
        return (received[4] | received[5] | received[6] | received[7]) != 0;
    }
}
