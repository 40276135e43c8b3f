package media.kern.core.address;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks what the filters of a graph read and write. */
final class GraphPolicy {
    private static final String MOVES = "vidstabdetect";
    private static final String DEFAULT_MOVES = "transforms.trf";

    /** They give commands to other filters while FFmpeg runs, and one command lets {@code drawtext} read a file. */
    private static final Set<String> COMMANDERS = Set.of("asendcmd", "azmq", "sendcmd", "zmq");

    /** The one filter that a command makes write a file. */
    private static final String PLOTTER = "curves";

    private final AddressPolicy addresses;
    private final ValuePolicy values;

    GraphPolicy(AddressPolicy addresses, ValuePolicy values) {
        this.addresses = addresses;
        this.values = values;
    }

    /**
     * @param nesting how often something may still be inside of something else
     * @throws AddressException if a filter would reach a file outside, or the graph can't be understood
     */
    OutputKind check(String graph, int nesting) throws AddressException {
        OutputKind kind = OutputKind.STREAM;
        boolean commands = false;
        boolean plots = false;
        for (FilterGraph.Filter filter : FilterGraph.filters(graph)) {
            commands |= COMMANDERS.contains(filter.name());
            plots |= filter.name().equals(PLOTTER);
            kind = kind.and(filter(filter, nesting));
        }
        if (commands && plots && addresses.confinesOutputs()) {
            throw new AddressException("the filter " + PLOTTER
                    + " can't be combined with one that gives commands, which may" + " make it write any file");
        }
        return kind;
    }

    private OutputKind filter(FilterGraph.Filter filter, int nesting) throws AddressException {
        String name = filter.name();
        if (name.equals("movie") || name.equals("amovie")) {
            return movie(filter.arguments(), nesting);
        }
        if (addresses.confinesInputs() && COMMANDERS.contains(name)) {
            throw new AddressException("the filter " + name + " is not allowed, because what it orders other filters to"
                    + " read can't be checked (ffmpeg.access.input.confine)");
        }
        boolean socket = filter.arguments().stream()
                .anyMatch(argument -> argument.value().contains("ipc:"));
        if (addresses.confinesOutputs() && name.endsWith("zmq") && socket) {
            throw new AddressException("a socket in the file system is not allowed");
        }
        OutputKind kind = OutputKind.STREAM;
        boolean named = false;
        for (int i = 0; i < filter.arguments().size(); i++) {
            KeyValue argument = filter.arguments().get(i);
            Optional<FileUse> use = use(name, argument, i);
            if (use.isPresent()) {
                named |= use.get() == FileUse.FILE;
                kind = kind.and(values.check(use.get(), argument.value(), "", nesting));
            }
        }
        return name.equals(MOVES) && !named ? kind.and(addresses.writtenFile(DEFAULT_MOVES)) : kind;
    }

    /** A slash in front of the name of an argument makes FFmpeg 7 read it from a file. */
    private static Optional<FileUse> use(String filter, KeyValue argument, int position) {
        return argument.key().startsWith("/")
                ? Optional.of(FileUse.HIDDEN)
                : FilterFiles.use(filter, argument.key(), position, argument.value());
    }

    /** A source that opens an input of its own, which may be another graph. */
    private OutputKind movie(List<KeyValue> arguments, int nesting) throws AddressException {
        OutputKind kind = OutputKind.STREAM;
        String input = "";
        String format = "";
        for (int i = 0; i < arguments.size(); i++) {
            String value = arguments.get(i).value();
            switch (movieArgument(arguments.get(i).key(), i)) {
                case "filename" -> input = value;
                case "format_name", "f" -> format = value.toLowerCase(Locale.ROOT);
                case "format_opts" -> kind = kind.and(values.check(FileUse.DICTIONARY, value, "", nesting));
                default -> {
                    if (arguments.get(i).key().startsWith("/")) {
                        kind = kind.and(values.check(FileUse.HIDDEN, value, "", nesting));
                    }
                }
            }
        }
        return kind.and(values.input(format, input, nesting));
    }

    private static String movieArgument(String name, int position) {
        if (!name.isEmpty()) {
            return name;
        }
        return switch (position) {
            case 0 -> "filename";
            case 1 -> "format_name";
            // Where the options of the format are depends on the version; as a list of options, others are harmless.
            default -> position > 6 ? "format_opts" : "";
        };
    }
}
