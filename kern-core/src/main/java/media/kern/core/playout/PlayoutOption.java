package media.kern.core.playout;

import java.util.ArrayList;
import java.util.List;

/** The option that tells FFmpeg on which port to serve the playout of an input, and the inputs that have one. */
public final class PlayoutOption {
    private static final String NAME = "-playout_httpport";

    private PlayoutOption() {}

    /** Whether an input can be played out, by its address with everything replaced. */
    public static boolean belongsTo(String address) {
        return address.startsWith("avstream:") || address.startsWith("playout:");
    }

    /** The options of an input with this port and no other. */
    public static List<String> set(List<String> options, int port) {
        List<String> result = new ArrayList<>(without(options));
        result.add(NAME);
        result.add(Integer.toString(port));
        return List.copyOf(result);
    }

    /** The options but this one and its value, however often it is given. */
    public static List<String> without(List<String> options) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).equals(NAME)) {
                i++; // its value
            } else {
                result.add(options.get(i));
            }
        }
        return List.copyOf(result);
    }
}
