package media.kern.server.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import media.kern.server.TestingKern;
import media.kern.webrtc.client.WatchingClient;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.sdp.SdpException;
import media.kern.webrtc.srtp.SrtpProfile;

/** A viewer that asks by WHEP, and counts the packets that it can read, by payload type. */
final class Player implements AutoCloseable {
    private static final DtlsIdentity IDENTITY = DtlsIdentity.generate();

    private final TestingKern kern;
    private final WatchingClient client;
    private final Map<Integer, AtomicInteger> packets = new ConcurrentHashMap<>();
    private final HttpResponse<String> answer;

    private Player(
            TestingKern kern,
            String id,
            Transport transport,
            boolean tcpOnly,
            UnaryOperator<String> change,
            UnaryOperator<String> route)
            throws IOException, SdpException {
        this.kern = kern;
        this.client = new WatchingClient(
                transport,
                transport.loops().getFirst(),
                IDENTITY,
                new WatchingClient.Options(
                        InetAddress.getLoopbackAddress(), tcpOnly, true, true, List.of(SrtpProfile.values())),
                (header, packet) -> packets.computeIfAbsent(header.payloadType(), _ -> new AtomicInteger())
                        .incrementAndGet());
        this.answer = Whep.post(kern, id, change.apply(client.offer()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        client.answer(route.apply(answer.body()));
    }

    static Player watch(TestingKern kern, String id, Transport transport) throws IOException, SdpException {
        return watch(kern, id, transport, UnaryOperator.identity());
    }

    /** With an offer that differs from the usual one. */
    static Player watch(TestingKern kern, String id, Transport transport, UnaryOperator<String> change)
            throws IOException, SdpException {
        return new Player(kern, id, transport, false, change, UnaryOperator.identity());
    }

    /** Over TCP alone, by a way that the test chooses: {@code route} may change the answer. */
    static Player watchByTcp(TestingKern kern, String id, Transport transport, UnaryOperator<String> route)
            throws IOException, SdpException {
        return new Player(kern, id, transport, true, UnaryOperator.identity(), route);
    }

    HttpResponse<String> answer() {
        return answer;
    }

    String location() {
        return Whep.header(answer, "Location");
    }

    WatchingClient client() {
        return client;
    }

    /** Waits until the keys are there; fails with the reason if they never will be. */
    Player secured() {
        client.secured().orTimeout(Whep.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return this;
    }

    /** Waits until packets of so many streams go on arriving. */
    Player playing(int streams) {
        secured();
        packets.clear();
        await().atMost(Whep.PATIENCE).untilAsserted(() -> {
            assertThat(packets.keySet()).hasSize(streams);
            assertThat(packets.values()).allMatch(count -> count.get() > 10);
        });
        return this;
    }

    int packets() {
        return packets.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    CompletableFuture<String> ended() {
        return client.closed().orTimeout(Whep.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        kern.delete(location());
        client.close();
    }
}
