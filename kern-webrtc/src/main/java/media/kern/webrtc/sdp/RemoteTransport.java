package media.kern.webrtc.sdp;

import java.util.List;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;

/**
 * What a peer says of its side of the transport.
 *
 * @param lite whether it only answers checks (RFC 8445 section 2.5)
 * @param fingerprints of the certificate that it will show; one of them has to fit
 */
public record RemoteTransport(
        IceCredentials credentials,
        boolean lite,
        List<Fingerprint> fingerprints,
        Setup setup,
        List<Candidate> candidates) {
    public RemoteTransport {
        fingerprints = List.copyOf(fingerprints);
        candidates = List.copyOf(candidates);
    }

    /**
     * Reads it from the answer to an offer of ours.
     *
     * @throws SdpException if the answer does not parse or lacks something
     */
    public static RemoteTransport ofAnswer(String sdp) throws SdpException {
        return new OfferReader(SdpDescription.parse(sdp)).transport();
    }
}
