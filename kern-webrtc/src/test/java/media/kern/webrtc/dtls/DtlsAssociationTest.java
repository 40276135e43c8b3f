package media.kern.webrtc.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import media.kern.webrtc.rtp.BigEndian;
import media.kern.webrtc.sdp.Fingerprint;
import media.kern.webrtc.srtp.RtpCipher;
import media.kern.webrtc.srtp.SrtpKeys;
import media.kern.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class DtlsAssociationTest {
    private static final List<SrtpProfile> PROFILES = List.of(SrtpProfile.values());
    private final DtlsIdentity client = DtlsIdentity.generate();
    private final DtlsIdentity server = DtlsIdentity.generate();

    /** One side of a handshake. */
    private static final class Side implements DtlsAssociation.Listener {
        private final CompletableFuture<SrtpKeys.Pair> keys = new CompletableFuture<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final CompletableFuture<DtlsAssociation> association = new CompletableFuture<>();

        @Override
        public void secured(SrtpKeys.Pair pair) {
            keys.complete(pair);
        }

        @Override
        public void failed(String reason) {
            keys.completeExceptionally(new IOException(reason));
        }

        @Override
        public void closedByPeer() {
            closed.complete(null);
        }

        SrtpKeys.Pair keys() throws Exception {
            return keys.get(30, TimeUnit.SECONDS);
        }
    }

    private final Side clientSide = new Side();
    private final Side serverSide = new Side();

    private void shake(
            Fingerprint ofClient,
            Fingerprint ofServer,
            List<SrtpProfile> ofClientProfiles,
            List<SrtpProfile> ofServerProfiles,
            IntPredicate loses) {
        AtomicInteger sent = new AtomicInteger();
        serverSide.association.complete(DtlsAssociation.start(
                server,
                false,
                List.of(ofClient),
                ofServerProfiles,
                record -> {
                    if (!loses.test(sent.getAndIncrement())) {
                        clientSide.association.join().received(record);
                    }
                },
                serverSide));
        clientSide.association.complete(DtlsAssociation.start(
                client,
                true,
                List.of(ofServer),
                ofClientProfiles,
                record -> {
                    if (!loses.test(sent.getAndIncrement())) {
                        serverSide.association.join().received(record);
                    }
                },
                clientSide));
    }

    private void shake(List<SrtpProfile> ofClientProfiles, List<SrtpProfile> ofServerProfiles, IntPredicate loses) {
        shake(client.fingerprint(), server.fingerprint(), ofClientProfiles, ofServerProfiles, loses);
    }

    /** What one side protects the other one opens. */
    private static boolean opens(SrtpKeys out, SrtpKeys in) {
        RtpCipher cipher = out.rtp();
        byte[] packet = new byte[12 + 4 + cipher.tagLength()];
        packet[0] = (byte) 0x80;
        BigEndian.put16(packet, 2, 7);
        int length = cipher.protect(packet, 0, 12, new byte[] {1, 2, 3, 4}, 0, 4, 0);
        return in.rtp().unprotect(packet, 0, 12, length, 0) == 16;
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnKeys(SrtpProfile profile) throws Exception {
        shake(PROFILES, List.of(profile), _ -> false);

        assertThat(opens(clientSide.keys().client(), serverSide.keys().client()))
                .isTrue();
        assertThat(opens(serverSide.keys().server(), clientSide.keys().server()))
                .isTrue();
        assertThat(opens(serverSide.keys().server(), clientSide.keys().client()))
                .isFalse();
    }

    /** Of the whole handshake, the last flight of the server included. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void repeatsWhatIsLost(int lost) throws Exception {
        shake(PROFILES, PROFILES, number -> number == lost);

        assertThat(opens(clientSide.keys().client(), serverSide.keys().client()))
                .isTrue();
    }

    @Test
    void refusesAClientWithAnotherFingerprint() {
        shake(server.fingerprint(), server.fingerprint(), PROFILES, PROFILES, _ -> false);

        assertThatThrownBy(serverSide::keys).hasMessageContaining("bad_certificate");
        assertThatThrownBy(clientSide::keys).isNotNull();
    }

    @Test
    void refusesAServerWithAnotherFingerprint() {
        shake(client.fingerprint(), client.fingerprint(), PROFILES, PROFILES, _ -> false);

        assertThatThrownBy(clientSide::keys).hasMessageContaining("bad_certificate");
        assertThatThrownBy(serverSide::keys).isNotNull();
    }

    @Test
    void refusesAPeerWithoutACommonProfile() {
        shake(List.of(SrtpProfile.AEAD_AES_128_GCM), List.of(SrtpProfile.AES128_CM_HMAC_SHA1_80), _ -> false);

        assertThatThrownBy(serverSide::keys).hasMessageContaining("illegal_parameter");
        assertThatThrownBy(clientSide::keys).isNotNull();
    }

    @Test
    void tellsThePeerOfTheEnd() throws Exception {
        shake(PROFILES, PROFILES, _ -> false);
        clientSide.keys();
        serverSide.keys();
        serverSide.association.join().close();

        await().until(clientSide.closed::isDone);
        assertThat(serverSide.closed).as("it was not the peer").isNotDone();
    }

    @Test
    void survivesJunkAfterTheHandshake() throws Exception {
        shake(PROFILES, PROFILES, _ -> false);
        clientSide.keys();
        serverSide.keys();
        for (int i = 0; i < 30; i++) { // As many as are kept: what is more would be lost with the end among it.
            byte[] junk = new byte[40];
            junk[0] = (byte) (20 + i);
            junk[1] = (byte) 0xFE;
            junk[2] = (byte) 0xFD;
            junk[12] = 27;
            serverSide.association.join().received(junk);
        }
        clientSide.association.join().close();

        await().until(serverSide.closed::isDone);
    }
}
