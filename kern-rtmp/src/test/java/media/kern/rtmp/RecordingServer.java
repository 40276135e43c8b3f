package media.kern.rtmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes what one client sends. */
final class RecordingServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    RecordingServer() throws IOException {}

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Reads until the client closes. */
    byte[] received() throws IOException {
        try (Socket client = socket.accept()) {
            return client.getInputStream().readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
