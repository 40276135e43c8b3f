package media.kern.webrtc.stream;

import java.util.List;
import java.util.concurrent.TimeUnit;
import media.kern.webrtc.net.NetworkPath;
import media.kern.webrtc.peer.CloseCause;
import media.kern.webrtc.peer.PeerTransport;
import media.kern.webrtc.rtp.RtcpReader;
import media.kern.webrtc.rtp.RtcpWriter;
import media.kern.webrtc.srtp.RtpCipher;
import media.kern.webrtc.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/** One viewer of a stream: his tracks, what he asks for, what he is told. Belongs to his event loop. */
public final class Subscriber implements PeerTransport.Listener {
    /** While he catches up, 16 packets every 2 ms: about 75 Mbit/s. */
    private static final int PACKETS_PER_STEP = 16;

    private static final long STEP_MILLIS = 2;
    /** The last word of the handshake is ours: what follows at once comes before the viewer has made his keys of it. */
    private static final long TIME_TO_TAKE_THE_KEYS_MILLIS = 20;

    private static final long REPORT_INTERVAL_NANOS = 2_000_000_000L;
    /** A viewer only knows the offset of two clocks after some reports. */
    private static final long FIRST_REPORTS_INTERVAL_NANOS = 200_000_000L;

    private static final int FIRST_REPORTS = 3;
    private static final long KEYFRAME_INTERVAL_NANOS = 1_000_000_000L;
    /** So many repetitions at once, and four times as many in a second. */
    private static final int RETRANSMISSIONS_PER_TICK = 200;

    private static final int RETRANSMISSION_BURST = 1000;

    private final LoopFanout fanout;
    private final List<Track> tracks;
    private final Feedback feedback;
    private final String cname;
    private final Observer observer;

    private @Nullable PeerTransport transport;
    private @Nullable NetworkPath path;
    private @Nullable RtpCipher cipher;
    private boolean steppingOn;
    private long nextReport;
    private int reports;
    private long keyframeAllowed;
    private int retransmissionsLeft = RETRANSMISSION_BURST;

    private final Counter packets = new Counter();
    private final Counter bytes = new Counter();
    private final Counter retransmitted = new Counter();
    private final Counter skipped = new Counter();

    /** Hears what becomes of the viewer, on his event loop. */
    public interface Observer {
        /** There is a way to him. */
        void connected();

        /** His packets can be protected. */
        void secured();

        void closed(CloseCause cause, String reason);
    }

    Subscriber(LoopFanout fanout, List<Track> tracks, String cname, Observer observer) {
        this.fanout = fanout;
        this.tracks = tracks;
        this.feedback = new Feedback(tracks);
        this.cname = cname;
        this.observer = observer;
    }

    /** What it is sent over; before the peer starts. */
    public void attach(PeerTransport peer) {
        transport = peer;
    }

    /** May be called by any thread. */
    public SubscriberStatistics statistics() {
        return feedback.statistics(packets.value(), bytes.value(), retransmitted.value(), skipped.value());
    }

    @Override
    public void selected(NetworkPath chosen) {
        path = chosen;
        observer.connected();
    }

    @Override
    public void secured(SrtpKeys outgoing, SrtpKeys incoming) {
        cipher = outgoing.rtp();
        keyframeAllowed = System.nanoTime();
        observer.secured();
        var _ = fanout.loop().schedule(this::begin, TIME_TO_TAKE_THE_KEYS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void begin() {
        if (cipher != null) {
            fanout.add(this);
            tick(System.nanoTime());
            pumpAlone();
        }
    }

    private void pumpAlone() {
        pump();
        fanout.flush();
    }

    /** Writes what he has not got yet. */
    void pump() {
        NetworkPath way = path;
        RtpCipher key = cipher;
        if (way == null || key == null) {
            return;
        }
        if (!way.writable()) {
            skipped.add(1);
            tracks.forEach(Track::skip);
            return;
        }
        Outbox out = fanout.outbox();
        out.open(way);
        boolean behind = false;
        long before = sent();
        for (Track track : tracks) {
            bytes.add(track.pump(out, key, PACKETS_PER_STEP));
            behind |= track.catchingUp();
        }
        packets.add(sent() - before);
        out.close();
        if (behind && !steppingOn) {
            steppingOn = true;
            var _ = fanout.loop().schedule(this::stepOn, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void stepOn() {
        steppingOn = false;
        pumpAlone();
    }

    private long sent() {
        long sum = 0;
        for (Track track : tracks) {
            sum += track.packets();
        }
        return sum;
    }

    @Override
    public void rtcp(byte[] packet, int length) {
        RtcpReader.read(packet, length, feedback);
        List<Feedback.Missing> missing = feedback.takeMissing();
        if (!missing.isEmpty()) {
            retransmit(missing);
        }
        if (feedback.takeKeyframeWanted()) {
            repeatKeyframe(System.nanoTime());
        }
        PeerTransport peer = transport;
        if (feedback.left() && peer != null) {
            peer.close(CloseCause.CLOSED_BY_PEER, "the viewer has said goodbye");
        }
    }

    private void retransmit(List<Feedback.Missing> missing) {
        NetworkPath way = path;
        RtpCipher key = cipher;
        if (way == null || key == null || !way.writable()) {
            return;
        }
        Outbox out = fanout.outbox();
        out.open(way);
        for (Feedback.Missing one : missing) {
            if (retransmissionsLeft == 0) {
                break;
            }
            int size = one.track().retransmit(one.sequence(), out, key);
            if (size > 0) {
                retransmissionsLeft--;
                retransmitted.add(1);
                packets.add(1);
                bytes.add(size);
            }
        }
        out.close();
        fanout.flush();
    }

    private void repeatKeyframe(long now) {
        if (now - keyframeAllowed < 0) {
            return;
        }
        boolean repeats = false;
        for (Track track : tracks) {
            repeats |= track.repeatKeyframe();
        }
        if (repeats) {
            keyframeAllowed = now + KEYFRAME_INTERVAL_NANOS;
            pumpAlone();
        }
    }

    @Override
    public void tick(long now) {
        PeerTransport peer = transport;
        if (cipher == null || peer == null) {
            return;
        }
        retransmissionsLeft = Math.min(RETRANSMISSION_BURST, retransmissionsLeft + RETRANSMISSIONS_PER_TICK);
        if (reports == 0 || now - nextReport >= 0) {
            report(peer, now);
        }
    }

    private void report(PeerTransport peer, long now) {
        long ntp = NtpTime.now();
        RtcpWriter writer = new RtcpWriter();
        boolean known = false;
        for (Track track : tracks) {
            SourceClock clock = track.leg().clock();
            if (clock.known() && track.packets() > 0) {
                writer.senderReport(
                        track.format().ssrc(), ntp, clock.timestampAt(ntp), track.packets(), track.octets());
                known = true;
            }
        }
        if (!known) {
            return;
        }
        peer.sendRtcp(
                writer.sourceName(tracks.getFirst().format().ssrc(), cname).bytes());
        reports++;
        nextReport = now + (reports < FIRST_REPORTS ? FIRST_REPORTS_INTERVAL_NANOS : REPORT_INTERVAL_NANOS);
    }

    /** Says goodbye; on the event loop, before the peer is closed. */
    public void goodbye() {
        PeerTransport peer = transport;
        if (peer != null && cipher != null) {
            int[] all = tracks.stream().mapToInt(track -> track.format().ssrc()).toArray();
            peer.sendRtcp(new RtcpWriter()
                    .emptyReceiverReport(all[0])
                    .sourceName(all[0], cname)
                    .bye(all)
                    .bytes());
        }
    }

    @Override
    public void closed(CloseCause cause, String reason) {
        fanout.remove(this);
        cipher = null;
        path = null;
        observer.closed(cause, reason);
    }
}
