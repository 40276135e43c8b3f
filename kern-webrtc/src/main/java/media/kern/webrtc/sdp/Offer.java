package media.kern.webrtc.sdp;

import java.util.List;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;

/**
 * What somebody who wants to watch offers.
 *
 * @param lite whether it only answers checks (RFC 8445 section 2.5)
 * @param fingerprints of the certificate that it will show; one of them has to fit
 */
public record Offer(
        IceCredentials credentials,
        boolean lite,
        List<Fingerprint> fingerprints,
        Setup setup,
        List<Candidate> candidates,
        List<OfferedMedia> media) {
    public Offer {
        fingerprints = List.copyOf(fingerprints);
        candidates = List.copyOf(candidates);
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
