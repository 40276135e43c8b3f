package media.kern.core.leg;

import java.util.Optional;
import java.util.Set;
import media.kern.ffmpeg.progress.StreamDescription;

/**
 * An audio that is to be sent, as browsers see it.
 *
 * @param text for people
 * @param obstacle why browsers cannot take it as it is; empty if they can
 */
record AudioSource(String text, Optional<String> obstacle) {
    private static final int SAMPLING_HZ = 48_000;
    /** More need several streams, for which RTP has no form. */
    private static final Set<String> LAYOUTS = Set.of("mono", "stereo");

    static AudioSource ofLabel(String label) {
        return new AudioSource("filter output " + label, Optional.of("it is not compressed"));
    }

    static AudioSource of(StreamDescription stream) {
        String name = stream.codec() + (stream.profile().isEmpty() ? "" : " (" + stream.profile() + ")");
        if (!stream.codec().equals("opus")) {
            return new AudioSource(name, Optional.of("browsers do not take " + stream.codec()));
        }
        boolean fits = stream.samplingHz() == SAMPLING_HZ && LAYOUTS.contains(stream.layout());
        return new AudioSource(
                name + ", " + stream.layout(),
                fits ? Optional.empty() : Optional.of("browsers take 48000 Hz in mono or stereo only"));
    }
}
