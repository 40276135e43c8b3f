package media.kern.testing.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * A real S3 server in this JVM, on the loopback address, with its objects in memory. It checks signatures. It can go away
 * and come back, with all its objects, on the same port.
 */
public final class TestingS3 implements AutoCloseable {
    public static final String ACCESS_KEY_ID = "key-of-tests";
    public static final String SECRET_ACCESS_KEY = "secret-of-tests";

    private final BlobStoreContext context;
    private final int port;
    private S3Proxy server;

    private TestingS3(int port) {
        this.context = ContextBuilder.newBuilder(new TransientNio2BlobApiMetadata())
                .credentials(ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                .build(BlobStoreContext.class);
        this.server = begin(port);
        this.port = server.getPort();
    }

    /** On a free port. */
    public static TestingS3 start() {
        return new TestingS3(0);
    }

    /** A free port for a server that comes later. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestingS3 startOn(int port) {
        return new TestingS3(port);
    }

    private S3Proxy begin(int where) {
        S3Proxy begun = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:" + where))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                .blobStore(context.getBlobStore())
                .build();
        try {
            begun.start();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
        return begun;
    }

    /** Host and port. */
    public String endpoint() {
        return "127.0.0.1:" + port;
    }

    /** The objects as the server has them, past S3. */
    public BlobStore objects() {
        return context.getBlobStore();
    }

    /** Goes away: connections end, new ones are refused. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not end", e);
        }
    }

    /** Comes back. */
    public void restart() {
        server = begin(port);
    }

    @Override
    public void close() {
        stop();
        context.close();
    }
}
