package media.kern.core.leg;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Receives legs with sockets of its own and remembers everything. */
public final class TestingLegHost implements LegHost {
    /** Run after run. */
    public final List<Opened> opened = new CopyOnWriteArrayList<>();

    /** What is done when legs are opened or closed. */
    public volatile Runnable onOpen = () -> {};

    public volatile Runnable onClose = () -> {};

    @Override
    public OpenLegs open(String processId, LegPlan plan, LegFeedback feedback) throws IOException {
        onOpen.run();
        Opened legs = new Opened(processId, plan, feedback);
        opened.add(legs);
        return legs;
    }

    public Opened last() {
        return opened.getLast();
    }

    /** The legs of one run. */
    public final class Opened implements OpenLegs {
        public final String processId;
        public final LegPlan plan;
        public final LegFeedback feedback;
        public final AtomicInteger closed = new AtomicInteger();
        public final ReceivedLeg video;
        public final ReceivedLeg audio;

        private Opened(String processId, LegPlan plan, LegFeedback feedback) throws IOException {
            this.processId = processId;
            this.plan = plan;
            this.feedback = feedback;
            this.video = new ReceivedLeg();
            this.audio = new ReceivedLeg();
        }

        @Override
        public Optional<LegPorts> video() {
            return plan.video().map(leg -> video.ports());
        }

        @Override
        public Optional<LegPorts> audio() {
            return plan.audio().map(leg -> audio.ports());
        }

        @Override
        public void close() {
            onClose.run();
            closed.incrementAndGet();
            video.close();
            audio.close();
        }
    }

    /** What has arrived at the two ports of a leg. */
    public static final class ReceivedLeg {
        public final List<byte[]> rtp = new CopyOnWriteArrayList<>();
        public final List<byte[]> rtcp = new CopyOnWriteArrayList<>();
        private final DatagramSocket rtpSocket = socket();
        private final DatagramSocket rtcpSocket = socket();

        private ReceivedLeg() throws IOException {
            Thread.ofVirtual().start(() -> receive(rtpSocket, rtp));
            Thread.ofVirtual().start(() -> receive(rtcpSocket, rtcp));
        }

        private static DatagramSocket socket() throws IOException {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setReceiveBufferSize(1 << 20);
            return socket;
        }

        private static void receive(DatagramSocket socket, List<byte[]> received) {
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            try {
                while (true) {
                    socket.receive(packet);
                    received.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                }
            } catch (SocketException e) {
                // Closed.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private LegPorts ports() {
            return new LegPorts(rtpSocket.getLocalPort(), rtcpSocket.getLocalPort());
        }

        private void close() {
            rtpSocket.close();
            rtcpSocket.close();
        }

        /** The types of the NAL units of H.264, in the order in which they began (RFC 6184). */
        public List<Integer> nalTypes() {
            return rtp.stream().flatMap(packet -> nalTypes(packet).stream()).toList();
        }

        private static List<Integer> nalTypes(byte[] packet) {
            List<Integer> types = new CopyOnWriteArrayList<>();
            int type = packet[12] & 0x1f;
            if (type == 24) { // STAP-A
                int at = 13;
                while (at + 2 < packet.length) {
                    types.add(packet[at + 2] & 0x1f);
                    at += 2 + ((packet[at] & 0xff) << 8) + (packet[at + 1] & 0xff);
                }
            } else if (type == 28) { // FU-A
                if ((packet[13] & 0x80) != 0) {
                    types.add(packet[13] & 0x1f);
                }
            } else {
                types.add(type);
            }
            return types;
        }
    }
}
