package media.kern.testing.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes connections on to a server and can do to them what networks do: end them, or let nothing through any more. */
public final class Relay implements AutoCloseable {
    private static final int PIECE_BYTES = 8192;

    private final ServerSocket listener;
    private final int target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    /** Both ends of a connection. */
    private record Connection(Socket client, Socket server) {
        void close() {
            try (client;
                    server) {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // It has ended by itself.
            }
        }
    }

    private Relay(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** @param endpoint host and port of a server on the loopback address */
    public static Relay to(String endpoint) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Relay relay = new Relay(listener, Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1)));
            Thread.ofVirtual().start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Host and port. */
    public String endpoint() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections there are. */
    public int connections() {
        return connections.size();
    }

    /** From now on connections are accepted, but nothing is passed on; or, if false, everything that comes. */
    public void silent(boolean now) {
        silent = now;
    }

    /** Ends all connections. */
    public void cut() {
        connections.forEach(Connection::close);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Connection connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
                connections.add(connection);
                Thread.ofVirtual().start(() -> pass(connection, client, connection.server()));
                Thread.ofVirtual().start(() -> pass(connection, connection.server(), client));
            }
        } catch (IOException e) {
            cut();
        }
    }

    private void pass(Connection connection, Socket from, Socket to) {
        byte[] piece = new byte[PIECE_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (!silent) {
                    out.write(piece, 0, n);
                }
            }
        } catch (IOException e) {
            // One of both has ended it.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
