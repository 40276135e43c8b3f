package media.kern.core.leg;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which options of the user are not for a look at his inputs. */
public final class ProbeOptions {
    /** They hold it up. */
    private static final Set<String> FLAGS = Set.of("-re", "-report", "-stats", "-vstats");

    /** They need the outputs, silence FFmpeg, write files, or tell others of a run that is none. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-filter_complex",
            "-/filter_complex",
            "-filter_complex_script",
            "-lavfi",
            "-/lavfi",
            "-loglevel",
            "-progress",
            "-readrate",
            "-readrate_initial_burst",
            "-sdp_file",
            "-v",
            "-vstats_file");

    private ProbeOptions() {}

    /** The options without those. */
    public static List<String> of(List<String> options) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            if (WITH_VALUE.contains(options.get(i))) {
                i++; // its value
            } else if (!FLAGS.contains(options.get(i))) {
                result.add(options.get(i));
            }
        }
        return List.copyOf(result);
    }
}
