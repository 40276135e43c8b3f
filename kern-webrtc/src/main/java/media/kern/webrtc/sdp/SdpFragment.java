package media.kern.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import media.kern.webrtc.ice.Candidate;
import media.kern.webrtc.ice.IceCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What a peer says of its side of the transport after its offer (RFC 8840 section 9): more candidates, or new credentials.
 *
 * @param credentials empty if it has none
 * @param candidates those that are of use
 */
public record SdpFragment(Optional<IceCredentials> credentials, List<Candidate> candidates) {
    private static final int MAX_LINES = 1000;
    private static final int MAX_CANDIDATES = 100;

    public SdpFragment {
        candidates = List.copyOf(candidates);
    }

    /** @throws SdpException if it does not parse */
    public static SdpFragment parse(String text) throws SdpException {
        if (text.length() > SdpDescription.MAX_LENGTH) {
            throw new SdpException("the fragment has " + text.length() + " characters, at most "
                    + SdpDescription.MAX_LENGTH + " are read");
        }
        String fragment = null;
        String password = null;
        List<Candidate> candidates = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            if (++number > MAX_LINES) {
                throw new SdpException("more than " + MAX_LINES + " lines");
            }
            if (line.isBlank()) {
                continue;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                throw new SdpException("line " + number + " is not of the form x=value");
            }
            if (line.charAt(0) != 'a') {
                continue;
            }
            SdpAttribute attribute = SdpAttribute.parse(line.substring(2).stripTrailing());
            switch (attribute.name()) {
                case "ice-ufrag" -> fragment = same(fragment, attribute.value(), "ice-ufrag");
                case "ice-pwd" -> password = same(password, attribute.value(), "ice-pwd");
                case "candidate" -> {
                    if (candidates.size() < MAX_CANDIDATES) {
                        Candidate.parse(attribute.value()).ifPresent(candidates::add);
                    }
                }
                default -> {}
            }
        }
        return new SdpFragment(credentials(fragment, password), candidates);
    }

    /** All media share one transport, so they have the same credentials. */
    private static String same(@Nullable String before, String value, String name) throws SdpException {
        if (before != null && !before.equals(value)) {
            throw new SdpException("the fragment has different a=" + name + " lines");
        }
        return value;
    }

    private static Optional<IceCredentials> credentials(@Nullable String fragment, @Nullable String password)
            throws SdpException {
        if (fragment == null && password == null) {
            return Optional.empty();
        }
        if (fragment == null || password == null) {
            throw new SdpException("a=ice-ufrag and a=ice-pwd belong together");
        }
        IceCredentials credentials = new IceCredentials(fragment, password);
        if (!credentials.valid()) {
            throw new SdpException("a=ice-ufrag needs 4 to 256, a=ice-pwd 22 to 256 letters, digits, + or /");
        }
        return Optional.of(credentials);
    }

    /**
     * What an answerer says after a restart.
     *
     * @param kind of the media description that carries the transport
     * @param mid its name
     */
    public static String write(IceCredentials credentials, List<Candidate> candidates, String kind, String mid) {
        return "a=ice-ufrag:" + credentials.fragment() + "\r\n"
                + "a=ice-pwd:" + credentials.password() + "\r\n"
                + "m=" + kind + " 9 UDP/TLS/RTP/SAVPF 0\r\n"
                + "a=mid:" + mid + "\r\n"
                + Answer.candidateLines(candidates);
    }
}
