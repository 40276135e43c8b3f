package media.kern.core.leg;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process sends for WebRTC.
 *
 * @param enabled whether it has legs
 * @param videoPt payload type of the video leg, 96 to 127
 * @param audioPt payload type of the audio leg, 96 to 127
 * @param videoMap what FFmpeg's {@code -map} is given for the video leg: a stream, or a label of a filter graph in brackets
 * @param audioMap likewise for the audio leg
 * @param forceTranscode encode, even what could be copied
 */
public record WebRtcConfig(
        boolean enabled, int videoPt, int audioPt, String videoMap, String audioMap, boolean forceTranscode) {
    public static final WebRtcConfig DEFAULT = new WebRtcConfig(false, 102, 111, "0:v:0", "0:a:0", false);

    private static final int MAX_MAP_LENGTH = 256;
    /** The number of an input and a stream specifier, or a label. */
    private static final Pattern MAP =
            Pattern.compile("(\\d{1,4})(?::[^\\s\\p{Cntrl}\\[\\]]{1,256})?|\\[[^\\s\\p{Cntrl}\\[\\],;]{1,256}]");

    /**
     * The first thing wrong with it; empty if it is fine.
     *
     * @param inputs how many the process has
     */
    public Optional<String> problem(int inputs) {
        return PayloadType.problem("webrtc.video_pt", videoPt)
                .or(() -> PayloadType.problem("webrtc.audio_pt", audioPt))
                .or(() -> mapProblem("webrtc.video_map", videoMap))
                .or(() -> mapProblem("webrtc.audio_map", audioMap))
                .or(() -> inputProblem("webrtc.video_map", videoMap, inputs))
                .or(() -> inputProblem("webrtc.audio_map", audioMap, inputs));
    }

    private static Optional<String> mapProblem(String field, String map) {
        if (map.length() > MAX_MAP_LENGTH) {
            return Optional.of(field + " has " + map.length() + " characters, the limit is " + MAX_MAP_LENGTH);
        }
        return MAP.matcher(map).matches()
                ? Optional.empty()
                : Optional.of(field + " is '" + map
                        + "', it must be a stream such as 0:v:0, or a label of a filter graph such as [out]");
    }

    private Optional<String> inputProblem(String field, String map, int inputs) {
        int input = inputOf(map);
        return !enabled || input < inputs
                ? Optional.empty()
                : Optional.of(field + " is '" + map + "', but there is no input " + input + ": the process has "
                        + inputs + ", counted from 0");
    }

    /** Whether a map names an output of a filter graph. */
    static boolean isLabel(String map) {
        return map.startsWith("[");
    }

    /** The number of the input that a map chooses from; -1 for a label. */
    static int inputOf(String map) {
        Matcher matcher = MAP.matcher(map);
        return matcher.matches() && matcher.group(1) != null ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
