package media.kern.webrtc.sdp;

import java.util.List;

/** What somebody who wants to watch offers. */
public record Offer(RemoteTransport transport, List<OfferedMedia> media) {
    public Offer {
        media = List.copyOf(media);
    }

    /**
     * Reads a session description.
     *
     * @throws SdpException if it does not parse or is none that can be answered; the message says what is missing
     */
    public static Offer parse(String sdp) throws SdpException {
        return new OfferReader(SdpDescription.parse(sdp)).read();
    }
}
