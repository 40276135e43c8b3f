package media.kern.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import media.kern.webrtc.client.WatchingClient;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.rtp.RtpHeader;
import media.kern.webrtc.stream.LegFormat;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
    @Test
    void sendsWhatFfmpegSends() throws Exception {
        try (WebRtcServer server = WebRtcServer.start(
                        WebRtcOptions.defaults().withPorts(0, OptionalInt.empty()), new ViewerListener() {});
                LiveStream stream = server.open(
                        "test", List.of(LegFormat.video(VideoCodec.H264, 102), LegFormat.audio(111)), () -> {});
                FfmpegSource source = FfmpegSource.h264AndOpus(stream);
                Transport clientTransport = Transport.start(1, true)) {
            await().until(stream::ready);
            Map<Integer, AtomicInteger> packets = new ConcurrentHashMap<>();
            try (WatchingClient client = new WatchingClient(
                    clientTransport,
                    clientTransport.loops().getFirst(),
                    DtlsIdentity.generate(),
                    WatchingClient.Options.onLoopback(),
                    (RtpHeader header, byte[] packet) -> packets.computeIfAbsent(
                                    header.payloadType(), _ -> new AtomicInteger())
                            .incrementAndGet())) {
                Viewer viewer = stream.subscribe(client.offer());
                client.answer(viewer.answer());
                client.secured().join();
                await().untilAsserted(() -> {
                    assertThat(packets.keySet()).hasSize(2);
                    assertThat(packets.values()).allMatch(count -> count.get() > 20);
                });
                assertThat(viewer.statistics().bytes()).isPositive();
            }
            assertThat(source.isAlive()).isTrue();
        }
    }
}
