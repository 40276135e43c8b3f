package media.kern.webrtc.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TcpPortTest {

    private static Socket connect(TcpPort port) throws Exception {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port.port()));
        return socket;
    }

    @Test
    void cutsWhatArrivesIntoDatagrams() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        try (Transport transport = Transport.start(1, false);
                TcpPort port = TcpPort.open(transport, 0, (datagram, path) -> {
                    received.add(new String(datagram, StandardCharsets.US_ASCII));
                    path.send(datagram);
                });
                Socket socket = connect(port)) {
            for (byte one : new byte[] {0, 2, 'a', 'b', 0, 1, 'c'}) {
                socket.getOutputStream().write(one);
                socket.getOutputStream().flush();
            }
            await().until(() -> received.equals(List.of("ab", "c")));

            assertThat(socket.getInputStream().readNBytes(7)).containsExactly(0, 2, 'a', 'b', 0, 1, 'c');
        }
    }

    @Test
    void closesAConnectionThatIsOfNobody() throws Exception {
        try (Transport transport = Transport.start(1, false);
                TcpPort port = TcpPort.open(transport, 0, (datagram, path) -> path.release());
                Socket socket = connect(port)) {
            socket.getOutputStream().write(new byte[] {0, 1, 'a'});

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closesAConnectionThatIsOutOfStep() throws Exception {
        try (Transport transport = Transport.start(1, false);
                TcpPort port = TcpPort.open(transport, 0, (datagram, path) -> {});
                Socket empty = connect(port);
                Socket tooLong = connect(port)) {
            empty.getOutputStream().write(new byte[] {0, 0});
            new DataOutputStream(tooLong.getOutputStream()).writeShort(2048);

            assertThat(empty.getInputStream().read()).isEqualTo(-1);
            assertThat(tooLong.getInputStream().read()).isEqualTo(-1);
        }
    }
}
