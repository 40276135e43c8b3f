package media.kern.core.address;

import java.util.List;

/**
 * Decides which options processes may give FFmpeg. An option whose value is a file that is written must stay inside of
 * the folder that outputs are confined to, and so must the inputs and outputs that are hidden among the options, and
 * what is read, if inputs are confined, too.
 *
 * <p>Options are known by their names of FFmpeg 4.4 to 8.0. Not seen is what only FFmpeg reads: a playlist may refer to
 * files, and so may a session description or a track of a container. Not seen, either, is what happens between this
 * check and the moment FFmpeg opens the file, such as a symbolic link that is put there. Immutable and safe for
 * concurrent use.
 */
public final class OptionPolicy {
    private final AddressPolicy addresses;
    private final ValuePolicy values;

    public OptionPolicy(AddressPolicy addresses) {
        this.addresses = addresses;
        this.values = new ValuePolicy(addresses);
    }

    /**
     * Checks a command, except for what {@link AddressPolicy} does on the addresses of its inputs and outputs.
     *
     * @param command the options of the process first, then its inputs and outputs
     * @return whether an option writes to the disk
     * @throws AddressException with a complete sentence: what is wrong with which option or address of which part
     */
    public OutputKind check(List<CommandPart> command) throws AddressException {
        OutputKind kind = OutputKind.STREAM;
        for (CommandGroup group : CommandLine.groups(command)) {
            kind = kind.and(options(group)).and(address(group));
        }
        return kind;
    }

    private OutputKind options(CommandGroup group) throws AddressException {
        String output = group.end() == CommandGroup.End.OUTPUT ? group.address().strip() : "";
        // One with a stream specifier is for that stream only.
        boolean namesLog =
                group.options().stream().anyMatch(option -> option.written().equals("-passlogfile"));
        OutputKind kind = OutputKind.STREAM;
        for (CommandGroup.Option option : group.options()) {
            try {
                kind = kind.and(option(option, output, namesLog));
            } catch (AddressException e) {
                throw new AddressException(
                        "the option '" + option.written() + "' of " + option.owner() + " is invalid: " + e.getMessage(),
                        e);
            }
        }
        return kind;
    }

    private OutputKind option(CommandGroup.Option option, String output, boolean namesLog) throws AddressException {
        return switch (option.name()) {
            // Without a name of their own, these files are in the working directory.
            case "report", "noreport" -> addresses.writtenFile("ffmpeg.log");
            case "vstats" -> addresses.writtenFile("vstats.log");
            case "pass" -> namesLog ? OutputKind.STREAM : addresses.writtenFile("ffmpeg2pass-0.log");
            default ->
                CommandFlags.isFlag(option.name())
                        ? OutputKind.STREAM
                        : values.option(option.name(), option.value(), output, ValuePolicy.MAX_NESTING);
        };
    }

    private OutputKind address(CommandGroup group) throws AddressException {
        try {
            return switch (group.end()) {
                case INPUT -> input(group);
                case OUTPUT -> output(group);
                case DECODER -> OutputKind.STREAM;
            };
        } catch (AddressException e) {
            throw new AddressException(subject(group) + " is invalid: " + e.getMessage(), e);
        }
    }

    private OutputKind input(CommandGroup group) throws AddressException {
        if (group.extra()) {
            addresses.checkInput(group.address());
        }
        return values.input(group.format(), group.address().strip(), ValuePolicy.MAX_NESTING);
    }

    private OutputKind output(CommandGroup group) throws AddressException {
        String address = group.address();
        values.requirePlainDevice(group.format(), address.strip());
        OutputKind kind = group.extra() ? addresses.checkOutput(address, group.arguments()) : OutputKind.STREAM;
        return kind.and(targets(address.strip(), ValuePolicy.MAX_NESTING));
    }

    /** Checks the options of the targets of a tee. A muxer takes them for options as well as a target does. */
    private OutputKind targets(String address, int nesting) throws AddressException {
        OutputKind kind = OutputKind.STREAM;
        if (TeeTarget.maybeIn(address)) {
            ValuePolicy.requireNesting(nesting);
            for (TeeTarget target : TeeTarget.in(address)) {
                for (KeyValue option : target.options()) {
                    values.requirePlainDevice(option.key().equals("f") ? option.value() : "", target.address());
                }
                kind = kind.and(values.options(target.options(), target.address(), nesting));
                kind = kind.and(target.isTee() ? targets(target.address(), nesting - 1) : OutputKind.STREAM);
            }
        }
        return kind;
    }

    private static String subject(CommandGroup group) {
        if (group.extra()) {
            return "the address '" + group.address() + "' among the options of " + group.owner();
        }
        String address =
                group.end() == CommandGroup.End.INPUT ? " (" + group.address().strip() + ")" : "";
        return "the address for " + group.owner() + address;
    }
}
