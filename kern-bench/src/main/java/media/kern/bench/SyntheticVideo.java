package media.kern.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends packets that look like H.264 of 2.5 Mbit/s to a port: 30 frames a second, a keyframe every two seconds. Each
 * fragment carries the time at which it was sent.
 */
final class SyntheticVideo implements AutoCloseable {
    /** Behind the RTP header and the two bytes that a fragment begins with. */
    static final int TIME_OFFSET = 2;

    private static final int FRAMES_PER_SECOND = 30;
    private static final int FRAMES_PER_KEYFRAME = 60;
    private static final int PACKETS_PER_FRAME = 8;
    private static final int PACKETS_PER_KEYFRAME = 40;
    private static final int PAYLOAD = 1188;
    private static final byte[] PARAMETER_SETS = {
        24, 0, 5, 0x67, 0x42, (byte) 0xE0, 0x1F, 1, 0, 2, 0x68, 1 // An aggregate of SPS and PPS.
    };

    private final DatagramChannel channel;
    private final Thread thread;
    private final ByteBuffer packet = ByteBuffer.allocateDirect(1500);
    private volatile boolean running = true;
    private int sequence;

    SyntheticVideo(int port) throws IOException {
        channel = DatagramChannel.open();
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        thread = Thread.ofPlatform().daemon().name("video").start(this::sendAll);
    }

    private void sendAll() {
        long begun = System.nanoTime();
        try {
            for (long frame = 0; running; frame++) {
                long due = begun + frame * 1_000_000_000L / FRAMES_PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                send(frame);
            }
        } catch (IOException e) {
            if (running) {
                throw new IllegalStateException("cannot send a packet to the server", e);
            }
        }
    }

    private void send(long frame) throws IOException {
        boolean key = frame % FRAMES_PER_KEYFRAME == 0;
        int packets = key ? PACKETS_PER_KEYFRAME : PACKETS_PER_FRAME;
        if (key) {
            header(frame, false).put(PARAMETER_SETS);
            channel.write(packet.flip());
        }
        for (int i = 0; i < packets; i++) {
            boolean last = i == packets - 1;
            ByteBuffer payload = header(frame, last);
            int start = i == 0 ? 0x80 : 0;
            int end = last ? 0x40 : 0;
            payload.put((byte) 28).put((byte) (start | end | (key ? 5 : 1))).putLong(System.nanoTime());
            payload.position(12 + (last ? PAYLOAD / 2 : PAYLOAD));
            channel.write(packet.flip());
        }
    }

    private ByteBuffer header(long frame, boolean marker) {
        return packet.clear()
                .put((byte) 0x80)
                .put((byte) (FanoutHost.PAYLOAD_TYPE | (marker ? 0x80 : 0)))
                .putShort((short) sequence++)
                .putInt((int) (frame * 90_000 / FRAMES_PER_SECOND))
                .putInt(1);
    }

    @Override
    public void close() throws IOException {
        running = false;
        channel.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
