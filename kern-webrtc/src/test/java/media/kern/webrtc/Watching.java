package media.kern.webrtc;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import media.kern.webrtc.client.WatchingClient;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.rtp.RtpHeader;

/** A viewer of a stream with the two formats that he is sent, who asks for what is missing of the video. */
final class Watching implements AutoCloseable {
    private final WatchingClient client;
    private final Viewer viewer;
    private final NackingReceiver video;
    private final Map<Integer, AtomicInteger> packets = new ConcurrentHashMap<>();
    private volatile OptionalInt ssrc = OptionalInt.empty();

    /** @param way what becomes of the offer before the server sees it, and of the answer before the client does */
    Watching(LiveStream stream, Transport transport, UnaryOperator<String> way) throws Exception {
        client = new WatchingClient(
                transport,
                transport.loops().getFirst(),
                DtlsIdentity.generate(),
                WatchingClient.Options.onLoopback(),
                this::take);
        video = new NackingReceiver(number -> ssrc.ifPresent(of -> client.nack(of, number)));
        viewer = stream.subscribe(way.apply(client.offer()));
        client.answer(way.apply(viewer.answer()));
    }

    private void take(RtpHeader header, byte[] packet) {
        packets.computeIfAbsent(header.payloadType(), _ -> new AtomicInteger()).incrementAndGet();
        int mediaType = viewer.media().getFirst().format().type();
        boolean repeats = header.payloadType() == mediaType + 1;
        if (header.payloadType() == mediaType) {
            ssrc = OptionalInt.of(header.ssrc());
        }
        if (repeats || header.payloadType() == mediaType) {
            video.take(header, packet, repeats, System.nanoTime());
        }
    }

    WatchingClient client() {
        return client;
    }

    Viewer viewer() {
        return viewer;
    }

    /** How far the client is, and why it has ended if it has. */
    String state() {
        return client.stage() + " " + client.closed().getNow("open") + " " + viewer.statistics();
    }

    NackingReceiver video() {
        return video;
    }

    /** Of all formats. */
    int packets() {
        return packets.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Override
    public void close() {
        client.close();
    }
}
