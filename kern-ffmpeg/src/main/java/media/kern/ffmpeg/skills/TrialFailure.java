package media.kern.ffmpeg.skills;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Picks from what FFmpeg has said why an encoder does not work. FFmpeg has to say it with {@link #LOG_LEVEL}: why a
 * device cannot be opened is not an error to it, and is found among much that tells nothing.
 */
final class TrialFailure {
    static final String LOG_LEVEL = "level+verbose";

    private static final int MAX_LINES = 5;
    private static final int MAX_LINE_CHARACTERS = 300;
    private static final Pattern LEVEL = Pattern.compile("\\[(?:panic|fatal|error|warning|info|verbose)] ");
    /** An error, or anything a device says; newer versions call it by its kind. */
    private static final Pattern REASON = Pattern.compile(
            "\\[(?:panic|fatal|error)] |^\\[(?:AVHWDeviceContext|VAAPI|QSV|D3D12VA) [^]]*] \\[(?:warning|verbose)] ");
    /** What FFmpeg adds after the reason, the more the newer it is. */
    private static final Pattern CONSEQUENCE = Pattern.compile("Error parsing global options|Error sending frames to|"
            + "Task finished with error|Terminating thread|Could not open encoder before|Nothing was written into");
    /** Where FFmpeg keeps the speaker in memory. */
    private static final Pattern ADDRESS = Pattern.compile(" @ 0x[0-9a-f]{1,16}]");

    private TrialFailure() {}

    /** At most five lines of 300 characters; empty if nothing was said. */
    static String describe(List<String> lines) {
        List<String> reasons = lines.stream()
                .filter(line -> REASON.matcher(line).find())
                .filter(line -> !CONSEQUENCE.matcher(line).find())
                .toList();
        // The loader of the system and drivers know nothing of levels.
        List<String> said = reasons.isEmpty()
                ? lines.stream().filter(line -> !LEVEL.matcher(line).find()).toList()
                : reasons;
        List<String> readable = said.stream()
                .map(TrialFailure::readable)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        return String.join("\n", readable.subList(Math.max(0, readable.size() - MAX_LINES), readable.size()));
    }

    private static String readable(String line) {
        String named = ADDRESS.matcher(line).replaceAll("]");
        String text = LEVEL.matcher(named).replaceFirst("").strip();
        return text.length() <= MAX_LINE_CHARACTERS ? text : text.substring(0, MAX_LINE_CHARACTERS) + "...";
    }
}
