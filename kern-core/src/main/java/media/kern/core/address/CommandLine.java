package media.kern.core.address;

import java.util.ArrayList;
import java.util.List;

/** Reads a command as FFmpeg does, which doesn't know where the parts that the user gave end. */
final class CommandLine {
    private final List<CommandGroup> groups = new ArrayList<>();
    private final List<CommandGroup.Option> pending = new ArrayList<>();

    private CommandLine() {}

    /**
     * Splits a command into groups of options and what they are for.
     *
     * @throws AddressException if an option has no value, so that it would take what comes after the options
     */
    static List<CommandGroup> groups(List<CommandPart> command) throws AddressException {
        CommandLine line = new CommandLine();
        for (CommandPart part : command) {
            line.read(part);
        }
        return line.groups;
    }

    private void read(CommandPart part) throws AddressException {
        List<String> arguments = part.options();
        int index = 0;
        while (index < arguments.size()) {
            index = argument(part, index);
        }
        switch (part.kind()) {
            case PROCESS -> {}
            case INPUT -> end(CommandGroup.End.INPUT, part.owner(), part.address(), false);
            case OUTPUT -> end(CommandGroup.End.OUTPUT, part.owner(), part.address(), false);
        }
    }

    /** Reads the argument at this index and returns the index of the next one. */
    private int argument(CommandPart part, int index) throws AddressException {
        String argument = part.options().get(index);
        if (!argument.startsWith("-") || argument.length() == 1) {
            end(CommandGroup.End.OUTPUT, part.owner(), argument, true);
            return index + 1;
        }
        String written = argument.substring(1);
        switch (written) {
            // After two dashes comes an output, also if it looks like an option.
            case "-" -> end(CommandGroup.End.OUTPUT, part.owner(), value(part, index), true);
            case "i" -> end(CommandGroup.End.INPUT, part.owner(), value(part, index), true);
            case "dec" -> end(CommandGroup.End.DECODER, part.owner(), value(part, index), true);
            default -> {
                return option(part, index);
            }
        }
        return index + 2;
    }

    private int option(CommandPart part, int index) throws AddressException {
        List<String> arguments = part.options();
        String written = arguments.get(index);
        int colon = written.indexOf(':');
        String name = written.substring(1, colon < 0 ? written.length() : colon);
        boolean takes = CommandFlags.takes(name, index + 1 < arguments.size() ? arguments.get(index + 1) : "");
        String value = takes ? value(part, index) : "";
        pending.add(new CommandGroup.Option(part.owner(), written, name, value));
        return takes ? index + 2 : index + 1;
    }

    private static String value(CommandPart part, int index) throws AddressException {
        if (index + 1 == part.options().size()) {
            throw new AddressException("the option '" + part.options().get(index) + "' of " + part.owner()
                    + " is invalid: it needs a value after it");
        }
        return part.options().get(index + 1);
    }

    private void end(CommandGroup.End end, String owner, String address, boolean extra) {
        groups.add(new CommandGroup(end, owner, address, extra, pending));
        pending.clear();
    }
}
