package media.kern.webrtc.stream;

/**
 * What has been sent to a viewer, and what he says of it.
 *
 * @param packets of media, repetitions included
 * @param bytes on the way, without the headers of UDP and IP
 * @param retransmitted packets that were repeated because he asked for them
 * @param missing packets that he asked for
 * @param keyframeRequests how often he could not go on without a keyframe
 * @param skipped how often his way was full, so that he missed everything up to the next keyframe
 * @param fractionLost of his last report, 0 to 1
 * @param lost packets in total, by his last reports
 * @param jitterMillis of his last report for video, or for sound if there is no video
 * @param roundTripMillis by his last report; negative if not known
 * @param bandwidthEstimate of his, in bits per second; 0 if he tells none
 */
public record SubscriberStatistics(
        long packets,
        long bytes,
        long retransmitted,
        long missing,
        long keyframeRequests,
        long skipped,
        double fractionLost,
        long lost,
        double jitterMillis,
        double roundTripMillis,
        long bandwidthEstimate) {}
