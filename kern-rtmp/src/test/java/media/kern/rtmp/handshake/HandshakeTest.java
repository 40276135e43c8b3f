package media.kern.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final int PACKET = 1536;

    private static byte[] c1(int version) {
        byte[] c1 = new byte[PACKET];
        new Random(version).nextBytes(c1);
        Unpooled.wrappedBuffer(c1).setInt(4, version);
        return c1;
    }

    private static byte[] answer(ServerHandshake server, byte[] c1) throws HandshakeException {
        ByteBuf answer = server.read(Unpooled.wrappedBuffer(new byte[] {3}, c1)).orElseThrow();
        byte[] bytes = new byte[answer.readableBytes()];
        answer.readBytes(bytes);
        return bytes;
    }

    @Test
    void echoesAClientWithoutVersion() throws HandshakeException {
        byte[] c1 = c1(0);
        byte[] answer = answer(new ServerHandshake(), c1);

        assertThat(answer).hasSize(1 + 2 * PACKET).startsWith(3);
        assertThat(Arrays.copyOfRange(answer, 1 + PACKET, answer.length)).isEqualTo(c1);
        assertThat(Arrays.copyOfRange(answer, 5, 9)).containsOnly(0);
    }

    @Test
    void echoesAClientWithAVersionButNoDigest() throws HandshakeException {
        byte[] c1 = c1(0x09007C02);
        byte[] answer = answer(new ServerHandshake(), c1);

        assertThat(Arrays.copyOfRange(answer, 1 + PACKET, answer.length)).isEqualTo(c1);
        assertThat(Arrays.copyOfRange(answer, 5, 9)).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 772})
    void signsForAClientThatSigns(int base) throws HandshakeException {
        byte[] c1 = c1(0x80000702);
        byte[] digest = HandshakeDigest.sign(c1, base, HandshakeDigest.Side.CLIENT);
        byte[] answer = answer(new ServerHandshake(), c1);

        byte[] s1 = Arrays.copyOfRange(answer, 1, 1 + PACKET);
        byte[] s2 = Arrays.copyOfRange(answer, 1 + PACKET, answer.length);
        byte[] expected = s2.clone();
        HandshakeDigest.signAnswer(expected, digest, HandshakeDigest.Side.SERVER);
        assertThat(HandshakeDigest.find(s1, HandshakeDigest.Side.SERVER))
                .hasValueSatisfying(found -> assertThat(found.base()).isEqualTo(base));
        assertThat(s2).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void completesWithItsOwnClientByteByByte(boolean digest) throws HandshakeException {
        ClientHandshake client = new ClientHandshake(digest);
        ServerHandshake server = new ServerHandshake();
        ByteBuf toServer = Unpooled.buffer().writeBytes(client.begin());
        ByteBuf toClient = Unpooled.buffer();
        while (toServer.isReadable() || toClient.isReadable()) {
            if (toServer.isReadable()) {
                server.read(toServer.readSlice(1)).ifPresent(toClient::writeBytes);
            }
            if (toClient.isReadable()) {
                client.read(toClient.readSlice(1)).ifPresent(toServer::writeBytes);
            }
        }

        assertThat(server.isComplete()).isTrue();
        assertThat(client.isComplete()).isTrue();
    }

    @Test
    void leavesWhatFollowsTheHandshake() throws HandshakeException {
        ServerHandshake server = new ServerHandshake();
        ByteBuf all = Unpooled.wrappedBuffer(new byte[] {3}, c1(0), new byte[PACKET], new byte[] {42});
        server.read(all);

        assertThat(server.isComplete()).isTrue();
        assertThat(all.readableBytes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 6, 'G', 255})
    void refusesOtherVersions(int version) {
        assertThatThrownBy(() -> new ServerHandshake().read(Unpooled.buffer().writeByte(version)))
                .isInstanceOf(HandshakeException.class)
                .hasMessage("the version of RTMP is " + version + ", but only 3 is spoken here");
    }
}
