package media.kern.webrtc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import media.kern.webrtc.client.WatchingClient;
import media.kern.webrtc.codec.VideoCodec;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.sdp.CodecMismatchException;
import media.kern.webrtc.sdp.SdpException;
import media.kern.webrtc.srtp.SrtpProfile;
import media.kern.webrtc.stream.LegFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once what the first viewers would otherwise wait for: a server of its own on the loopback address shows some thousand
 * packets to a viewer, until Java has compiled what they pass. Without it the first picture takes a second or two, and each
 * packet some hundred microseconds.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger("WebRTC");
    private static final int PACKETS = 15_000;
    private static final int PACKETS_PER_FRAME = 10;
    private static final int PAYLOAD = 1188;
    private static final int PAYLOAD_TYPE = 102;
    private static final long SHORT_WAIT_NANOS = 10_000;
    private static final long LONGEST_WAIT_NANOS = 5_000_000;
    private static final long TIME_TO_CONNECT_SECONDS = 10;
    /** An aggregate of a sequence and a picture parameter set. */
    private static final byte[] PARAMETER_SETS = {24, 0, 4, 0x67, 0x42, (byte) 0xE0, 0x1F, 0, 2, 0x68, 1};

    private static final byte[] KEYFRAME_FRAGMENT = {28, (byte) 0x85};

    private final List<SrtpProfile> profiles;
    private final AtomicInteger received = new AtomicInteger();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(1500);
    private boolean watched;
    private int sent;

    WarmUp(List<SrtpProfile> profiles) {
        this.profiles = profiles;
    }

    /** Begins on a thread of its own; done when it is over, whether it has succeeded or not. */
    CompletableFuture<Void> start() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("webrtc-warm-up").start(() -> {
            try {
                run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException
                    | ExecutionException
                    | TimeoutException
                    | SdpException
                    | CodecMismatchException
                    | StreamNotReadyException
                    | PeerLimitException
                    | NoCandidatesException e) {
                LOG.atDebug().setCause(e).log("Not warmed up; the first viewers wait a little longer");
            } finally {
                done.complete(null);
            }
        });
        return done;
    }

    private void run()
            throws IOException, InterruptedException, ExecutionException, TimeoutException, SdpException,
                    CodecMismatchException, StreamNotReadyException, PeerLimitException, NoCandidatesException {
        WebRtcOptions options = WebRtcOptions.defaults()
                .withAddresses(() -> List.of(InetAddress.getLoopbackAddress()))
                .sending(1, true, profiles);
        try (WebRtcServer server = WebRtcServer.start(options, new ViewerListener() {});
                LiveStream stream =
                        server.open("warm-up", List.of(LegFormat.video(VideoCodec.H264, PAYLOAD_TYPE)), () -> {});
                Transport transport = Transport.start(1, false);
                WatchingClient viewer = new WatchingClient(
                        transport,
                        transport.loops().getFirst(),
                        DtlsIdentity.generate(),
                        WatchingClient.Options.onLoopback(),
                        (header, bytes) -> received.incrementAndGet());
                DatagramChannel source = DatagramChannel.open()) {
            source.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), stream.rtpPort("video")));
            frame(source);
            for (long waited = 0; !stream.ready() && waited < TIME_TO_CONNECT_SECONDS * 200; waited++) {
                LockSupport.parkNanos(LONGEST_WAIT_NANOS);
            }
            viewer.answer(stream.subscribe(viewer.offer()).answer());
            viewer.secured().get(TIME_TO_CONNECT_SECONDS, TimeUnit.SECONDS);
            watched = true;
            while (sent < PACKETS) {
                frame(source);
            }
        }
    }

    private void frame(DatagramChannel source) throws IOException {
        int frame = sent / PACKETS_PER_FRAME;
        for (int i = 0; i <= PACKETS_PER_FRAME; i++) {
            packet.clear()
                    .put((byte) 0x80)
                    .put((byte) (i == PACKETS_PER_FRAME ? PAYLOAD_TYPE | 0x80 : PAYLOAD_TYPE))
                    .putShort((short) sent++)
                    .putInt(frame * VideoCodec.CLOCK_RATE / 30)
                    .putInt(1);
            if (i == 0) {
                packet.put(PARAMETER_SETS);
            } else {
                packet.put(KEYFRAME_FRAGMENT).position(12 + PAYLOAD);
            }
            int before = received.get();
            source.write(packet.flip());
            awaitOneMoreThan(before);
        }
    }

    /** One after the other: in crowds they would share the way through most of the code. */
    private void awaitOneMoreThan(int before) {
        long until = System.nanoTime() + (watched ? LONGEST_WAIT_NANOS : 0);
        while (received.get() <= before && System.nanoTime() < until) {
            LockSupport.parkNanos(SHORT_WAIT_NANOS);
        }
    }
}
