package media.kern.core.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What FFmpeg takes together: options up to the input or output that they are for.
 *
 * @param end what ends the group
 * @param owner the part of the command that the address is in
 * @param extra whether the address is among the options instead of where addresses are
 */
record CommandGroup(End end, String owner, String address, boolean extra, List<Option> options) {
    /** What ends a group. */
    enum End {
        INPUT,
        OUTPUT,
        /** A decoder whose output is filtered again. */
        DECODER
    }

    /**
     * An option as it is given.
     *
     * @param owner the part of the command that it is in
     * @param written as it is written, with the dash
     * @param name without dash and stream specifier
     * @param value empty for a flag
     */
    record Option(String owner, String written, String name, String value) {}

    CommandGroup {
        options = List.copyOf(options);
    }

    /** The format that is forced, in lower case, empty if FFmpeg has to find out. */
    String format() {
        return last("f").map(name -> name.toLowerCase(Locale.ROOT)).orElse("");
    }

    private Optional<String> last(String name) {
        return options.stream()
                .filter(option -> option.name().equals(name))
                .map(Option::value)
                .reduce((former, latter) -> latter);
    }

    /** All options as they are given, with their values. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (Option option : options) {
            arguments.add(option.written());
            arguments.add(option.value());
        }
        return arguments;
    }
}
