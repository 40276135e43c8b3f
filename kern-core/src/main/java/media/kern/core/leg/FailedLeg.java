package media.kern.core.leg;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which leg an FFmpeg failed for, by what it wrote last. */
enum FailedLeg {
    /** None that it names. */
    NONE,
    VIDEO,
    AUDIO,
    /** The source has not what a leg is to be made of. */
    SOURCE;

    private static final Pattern COMPLAINT =
            Pattern.compile("(?i)error|could not|cannot|unable|unsupported|fail|does not contain");
    /** How FFmpeg names an output, from version to version. */
    private static final Pattern OUTPUT =
            Pattern.compile("(?:utput file #|utput stream #?|\\[out#|\\[[vas]ost#)(\\d{1,6})");

    /**
     * Looks for the first complaint that names an output or what a leg is made of.
     *
     * @param outputsOfUser how many outputs are in front of the legs
     * @param lines the last ones it wrote
     */
    static FailedLeg of(LegPlan plan, WebRtcConfig config, int outputsOfUser, List<String> lines) {
        for (String line : lines) {
            // From 7 on only the second one names the map.
            boolean missing = line.contains("matches no streams") || line.contains("for option 'map'");
            if (missing
                    && (names(line, plan.video().isPresent(), config.videoMap())
                            || names(line, plan.audio().isPresent(), config.audioMap()))) {
                return SOURCE;
            }
            if (line.contains("Output with label")) {
                return names(line, plan.video().isPresent(), config.videoMap())
                        ? VIDEO
                        : names(line, plan.audio().isPresent(), config.audioMap()) ? AUDIO : NONE;
            }
            Matcher output = OUTPUT.matcher(line);
            if (COMPLAINT.matcher(line).find() && output.find()) {
                return leg(plan, Integer.parseInt(output.group(1)) - outputsOfUser);
            }
        }
        return NONE;
    }

    private static boolean names(String line, boolean present, String map) {
        String name = WebRtcConfig.isLabel(map) ? map.substring(1, map.length() - 1) : map;
        return present && line.contains("'" + name + "'");
    }

    private static FailedLeg leg(LegPlan plan, int number) {
        if (number < 0) {
            return NONE;
        }
        return number == 0 && plan.video().isPresent() ? VIDEO : AUDIO;
    }
}
