package media.kern.webrtc.sdp;

import java.util.List;
import java.util.Optional;

/**
 * What a payload type of an offer stands for.
 *
 * @param encoding as in {@code a=rtpmap}
 * @param channels 1 if not said
 * @param parameters the text of {@code a=fmtp}, or empty
 * @param feedback the values of {@code a=rtcp-fb}
 */
public record PayloadFormat(
        int type, String encoding, int clockRate, int channels, String parameters, List<String> feedback) {
    public PayloadFormat {
        feedback = List.copyOf(feedback);
    }

    /** The value of {@code name=value} in the parameters. */
    public Optional<String> parameter(String name) {
        for (String part : parameters.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).trim().equalsIgnoreCase(name)) {
                return Optional.of(part.substring(equals + 1).trim());
            }
        }
        return Optional.empty();
    }

    boolean is(String name, int rate) {
        return encoding.equalsIgnoreCase(name) && clockRate == rate;
    }
}
