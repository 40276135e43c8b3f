package media.kern.webrtc.stream;

import java.util.ArrayList;
import java.util.List;
import media.kern.webrtc.rtp.RtcpReader;

/** What a viewer tells of his reception: statistics, and what is to be done. Only written by the viewer's event loop. */
final class Feedback implements RtcpReader.Handler {
    private final List<Track> tracks;
    private final List<Missing> missing = new ArrayList<>();
    private boolean keyframeWanted;
    private boolean left;

    private final Counter nacks = new Counter();
    private final Counter keyframeRequests = new Counter();
    private volatile double fractionLost;
    private volatile long lostVideo;
    private volatile long lostAudio;
    private volatile double jitterMillis;
    private volatile double roundTripMillis = -1;
    private volatile long bandwidthEstimate;

    /** A packet that is to be sent again. */
    record Missing(Track track, int sequence) {}

    Feedback(List<Track> tracks) {
        this.tracks = tracks;
    }

    @Override
    public void reportBlock(RtcpReader.ReportBlock block) {
        for (Track track : tracks) {
            if (track.format().ssrc() == block.ssrc()) {
                boolean video = track.leg().format().video().isPresent();
                if (video) {
                    lostVideo = block.cumulativeLost();
                } else {
                    lostAudio = block.cumulativeLost();
                }
                if (video || tracks.size() == 1) {
                    fractionLost = block.fractionLost() / 256.0;
                    jitterMillis =
                            block.jitter() * 1000.0 / track.leg().format().clockRate();
                    roundTrip(block);
                }
            }
        }
    }

    private void roundTrip(RtcpReader.ReportBlock block) {
        if (block.lastSenderReport() != 0) {
            int elapsed =
                    NtpTime.middle(NtpTime.now()) - block.lastSenderReport() - (int) block.delaySinceSenderReport();
            roundTripMillis = Math.max(0, elapsed) * 1000.0 / 65536;
        }
    }

    @Override
    public void nack(int ssrc, int sequence) {
        for (Track track : tracks) {
            if (track.format().ssrc() == ssrc && track.format().nack()) {
                nacks.add(1);
                missing.add(new Missing(track, sequence));
            }
        }
    }

    @Override
    public void keyframeRequest(int ssrc) {
        keyframeRequests.add(1);
        keyframeWanted = true;
    }

    @Override
    public void bandwidthEstimate(long bitsPerSecond) {
        bandwidthEstimate = bitsPerSecond;
    }

    @Override
    public void bye(int ssrc) {
        left = true;
    }

    /** What he asked for since the last time. */
    List<Missing> takeMissing() {
        List<Missing> taken = List.copyOf(missing);
        missing.clear();
        return taken;
    }

    /** Whether he asked for a keyframe since the last time. */
    boolean takeKeyframeWanted() {
        boolean taken = keyframeWanted;
        keyframeWanted = false;
        return taken;
    }

    /** Whether he has said goodbye. */
    boolean left() {
        return left;
    }

    SubscriberStatistics statistics(long packets, long bytes, long retransmitted, long skipped) {
        return new SubscriberStatistics(
                packets,
                bytes,
                retransmitted,
                nacks.value(),
                keyframeRequests.value(),
                skipped,
                fractionLost,
                lostVideo + lostAudio,
                jitterMillis,
                roundTripMillis,
                bandwidthEstimate);
    }
}
