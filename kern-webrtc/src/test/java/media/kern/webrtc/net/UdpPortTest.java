package media.kern.webrtc.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UdpPortTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /** Viewers choose the addresses of their candidates. */
    @Test
    void keepsSegmentsWhenAnAddressOfAViewerIsRefused() throws Exception {
        try (Transport transport = Transport.start(1, true)) {
            EventLoop loop = transport.loops().getFirst();
            AtomicInteger received = new AtomicInteger();
            try (UdpPort port = UdpPort.open(
                            transport, List.of(LOOPBACK), 0, (datagram, path) -> received.addAndGet(datagram.length));
                    UdpPort sink = UdpPort.open(
                            transport, List.of(LOOPBACK), 0, (datagram, path) -> received.addAndGet(datagram.length))) {
                UdpSocket socket = port.socket(LOOPBACK, loop);
                boolean before = socket.segments().on();
                NetworkPath refused =
                        new UdpPath(port, socket, new InetSocketAddress(InetAddress.ofLiteral("0.1.2.3"), 9));
                NetworkPath good = new UdpPath(port, socket, new InetSocketAddress(LOOPBACK, sink.port()));
                refused.send(new byte[100]);
                good.write(new byte[250], 250, 100);
                good.flush();

                await().until(() -> received.get() == 250);
                assertThat(before).isEqualTo(transport.segmentation());
                assertThat(socket.segments().on()).isEqualTo(before);
            }
        }
    }
}
