package media.kern.core.address;

import java.util.List;

/**
 * One part of the command line of FFmpeg: the options of the process, or an input or output with the options before it.
 *
 * @param owner how errors call it, such as {@code output '#p:out'}
 * @param address empty for the options of the process
 */
public record CommandPart(Kind kind, String owner, List<String> options, String address) {
    /** What the options are followed by. */
    public enum Kind {
        /** Nothing: the options of the process are in front of its first input. */
        PROCESS,
        INPUT,
        OUTPUT
    }

    public CommandPart {
        options = List.copyOf(options);
    }
}
