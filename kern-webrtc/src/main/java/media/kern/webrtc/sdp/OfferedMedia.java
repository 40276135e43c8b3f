package media.kern.webrtc.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One media description of an offer.
 *
 * @param kind {@code audio}, {@code video} or what else there is
 * @param usable whether it may be answered with media: it is multiplexed with the others, is to be received, and its
 *     port is not 0
 * @param formats in the order in which the offerer prefers them
 * @param extensions header extensions, their ids by their names
 */
public record OfferedMedia(
        String kind,
        String mid,
        String protocol,
        String firstFormat,
        boolean usable,
        List<PayloadFormat> formats,
        Map<String, Integer> extensions) {
    private static final int MAX_ONE_BYTE_ID = 14;

    public OfferedMedia {
        formats = List.copyOf(formats);
        extensions = Map.copyOf(extensions);
    }

    /** The format in which lost packets of another one are repeated (RFC 4588 section 8). */
    Optional<PayloadFormat> retransmission(PayloadFormat of) {
        return formats.stream()
                .filter(format -> format.is("rtx", of.clockRate())
                        && format.parameter("apt").equals(Optional.of(Integer.toString(of.type()))))
                .findFirst();
    }

    /** The id of a header extension, if it fits into the short form (RFC 8285 section 4.2). */
    OptionalInt extension(String name) {
        int id = extensions.getOrDefault(name, 0);
        return id >= 1 && id <= MAX_ONE_BYTE_ID ? OptionalInt.of(id) : OptionalInt.empty();
    }
}
