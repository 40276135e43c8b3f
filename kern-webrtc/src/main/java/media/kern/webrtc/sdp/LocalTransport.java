package media.kern.webrtc.sdp;

import java.util.List;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;

/** What a peer says of its side of the transport. */
public record LocalTransport(
        IceCredentials credentials, Fingerprint fingerprint, Setup setup, List<Candidate> candidates) {
    public LocalTransport {
        candidates = List.copyOf(candidates);
    }
}
