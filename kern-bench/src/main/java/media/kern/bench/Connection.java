package media.kern.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection of the load client, and the answer it waits for. */
class Connection implements AutoCloseable {
    private final SocketChannel channel;
    private final AnswerReader reader;
    private long sentAt;

    Connection(InetSocketAddress server, long bodyBytes) throws IOException {
        this.channel = SocketChannel.open();
        this.reader = new AnswerReader(bodyBytes);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
    }

    /** Its key has this connection as attachment. */
    final void register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** A request is small and the connection has nothing else to carry, so it goes in one piece. */
    final void send(ByteBuffer request) throws IOException {
        sentAt = System.nanoTime();
        write(request);
    }

    /** Since the last request. */
    final long nanosSinceSent() {
        return System.nanoTime() - sentAt;
    }

    /**
     * Reads what is there.
     *
     * @param buffer for whatever use
     * @return the bytes of the answer
     */
    int receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int length = read(buffer);
        take(buffer.flip());
        return length;
    }

    /** Whether the last {@link #receive} has completed an answer. */
    final boolean isAnswered() {
        return reader.isComplete();
    }

    final void take(ByteBuffer bytes) throws IOException {
        reader.read(bytes);
    }

    final int read(ByteBuffer buffer) throws IOException {
        int length = channel.read(buffer);
        if (length < 0) {
            throw new BadAnswerException("the server closed a connection");
        }
        return length;
    }

    void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("a request could not be sent in one piece");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
