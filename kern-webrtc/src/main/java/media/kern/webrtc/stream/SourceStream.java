package media.kern.webrtc.stream;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import media.kern.webrtc.net.LoopbackSocket;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.sdp.StreamFormat;

/** The legs of a stream with their sockets, and the fan-outs to its viewers. */
public final class SourceStream implements AutoCloseable {
    /** From so many viewers on it pays to wait for the rest of a frame. */
    private static final int CROWD = 12;

    private static final long LONGEST_WAIT_MICROS = 1500;

    private final EventLoop loop;
    private final List<Source> sources = new ArrayList<>();
    private final Map<EventLoop, LoopFanout> fanouts = new LinkedHashMap<>();
    private boolean waiting;

    /** A leg with its two ports. */
    private record Source(Leg leg, LoopbackSocket rtp, LoopbackSocket rtcp) {}

    /**
     * The most that is kept since a keyframe for who joins.
     *
     * @param bytes of payload
     */
    public record CacheLimit(int packets, long bytes) {}

    private SourceStream(EventLoop loop, Map<EventLoop, Outbox> outboxes) {
        this.loop = loop;
        outboxes.forEach((each, outbox) -> fanouts.put(each, new LoopFanout(each, outbox)));
    }

    /**
     * Opens the ports.
     *
     * @param outboxes one for each event loop that has viewers
     * @param onReordered told once if the timestamps of the video run backwards
     * @throws IOException if there are no ports left
     */
    public static SourceStream open(
            Transport transport,
            EventLoop loop,
            Map<EventLoop, Outbox> outboxes,
            List<LegFormat> formats,
            CacheLimit limit,
            Runnable onReordered)
            throws IOException {
        SourceStream stream = new SourceStream(loop, outboxes);
        try {
            for (LegFormat format : formats) {
                stream.open(transport, new Leg(format, limit.packets(), limit.bytes(), onReordered));
            }
            return stream;
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    private void open(Transport transport, Leg leg) throws IOException {
        LoopbackSocket rtp = LoopbackSocket.open(transport, loop, new LoopbackSocket.Receiver() {
            @Override
            public void received(byte[] datagram) {
                leg.take(datagram, System.nanoTime());
            }

            @Override
            public void idle() {
                fanOut();
            }
        });
        try {
            sources.add(new Source(leg, rtp, LoopbackSocket.open(transport, loop, leg::takeControl)));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    /**
     * Packets have come. Few viewers get them at once; many get a frame in one piece, as far as it comes within a
     * millisecond or so.
     */
    private void fanOut() {
        if (waiting) {
            if (frameComplete()) {
                waiting = false;
                wakeAll();
            }
        } else if (subscribers() < CROWD || frameComplete()) {
            wakeAll();
        } else {
            waiting = true;
            var _ = loop.schedule(this::waitedLongEnough, LONGEST_WAIT_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    private void waitedLongEnough() {
        if (waiting) {
            waiting = false;
            wakeAll();
        }
    }

    private boolean frameComplete() {
        for (Source source : sources) {
            RtpPacket newest = source.leg.ring().newest();
            if (source.leg.format().video().isPresent() && newest != null) {
                return newest.marker();
            }
        }
        return true;
    }

    private void wakeAll() {
        for (LoopFanout fanout : fanouts.values()) {
            fanout.wake();
        }
    }

    private int subscribers() {
        int sum = 0;
        for (LoopFanout fanout : fanouts.values()) {
            sum += fanout.size();
        }
        return sum;
    }

    /** The event loop that takes the packets. */
    public EventLoop loop() {
        return loop;
    }

    public List<Leg> legs() {
        return sources.stream().map(Source::leg).toList();
    }

    /** The ports of a leg on 127.0.0.1: of packets, and of reports. */
    public List<Integer> ports(String kind) {
        return sources.stream()
                .filter(source -> source.leg.format().kind().equals(kind))
                .findFirst()
                .map(source -> List.of(source.rtp.port(), source.rtcp.port()))
                .orElse(List.of());
    }

    /** What viewers may have of it now. */
    public StreamFormat format() {
        Optional<Leg> video = leg("video");
        return new StreamFormat(
                video.flatMap(leg -> leg.format().video()),
                video.map(Leg::profileLevelId).orElse(OptionalInt.empty()),
                leg("audio").isPresent());
    }

    private Optional<Leg> leg(String kind) {
        return legs().stream().filter(leg -> leg.format().kind().equals(kind)).findFirst();
    }

    /** Whether all legs have brought something to show. */
    public boolean ready() {
        return legs().stream().allMatch(Leg::ready);
    }

    /**
     * A viewer, who gets packets as soon as his peer is connected.
     *
     * @param formats by kind of medium
     */
    public Subscriber subscriber(
            EventLoop of, Map<String, TrackFormat> formats, String cname, Subscriber.Observer observer) {
        LoopFanout fanout = fanouts.get(of);
        if (fanout == null) {
            throw new IllegalArgumentException("not one of the event loops of this stream");
        }
        TransportSequence sequence = new TransportSequence();
        List<Track> tracks = new ArrayList<>();
        for (Leg leg : legs()) {
            TrackFormat format = formats.get(leg.format().kind());
            if (format != null) {
                tracks.add(new Track(leg, format, sequence));
            }
        }
        return new Subscriber(fanout, tracks, cname, observer);
    }

    /** Closes the ports; viewers have to be gone before. */
    @Override
    public void close() {
        for (Source source : sources) {
            source.rtp.close();
            source.rtcp.close();
        }
    }
}
