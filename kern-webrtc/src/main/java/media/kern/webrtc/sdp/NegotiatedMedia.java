package media.kern.webrtc.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an offer and a stream have agreed on for one media description.
 *
 * @param mid as offered
 * @param format the payload type that the viewer expects
 * @param parameters of the answer's {@code a=fmtp}, or empty
 * @param retransmission the payload type for repeated packets, if they have a stream of their own (RFC 4588)
 * @param nack whether the viewer asks for lost packets
 * @param feedback the kinds of feedback that the answer agrees to
 * @param midExtension id of the header extension that names the media description
 * @param transportExtension id of the one with the transport-wide sequence number
 * @param note what may go wrong for this viewer all the same
 */
public record NegotiatedMedia(
        String kind,
        String mid,
        PayloadFormat format,
        String parameters,
        Optional<PayloadFormat> retransmission,
        boolean nack,
        List<String> feedback,
        OptionalInt midExtension,
        OptionalInt transportExtension,
        Optional<String> note) {
    public NegotiatedMedia {
        feedback = List.copyOf(feedback);
    }
}
