package media.kern.core.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import media.kern.core.address.AddressException;
import media.kern.core.address.AddressPolicy;
import media.kern.core.address.CommandPart;
import media.kern.core.address.OptionPolicy;
import media.kern.core.placeholder.PlaceholderException;
import media.kern.core.placeholder.PlaceholderValues;
import media.kern.core.placeholder.ProcessPlaceholders;
import media.kern.core.playout.PlayoutOption;

/**
 * Turns a definition into what FFmpeg is given, or says why that is not possible. The checks and their order are those
 * clients of the API know.
 */
public final class ProcessResolver {
    private static final String OUTPUT_MARK = ":output=";

    private final PlaceholderValues placeholders;
    private final AddressPolicy addresses;
    private final OptionPolicy options;

    public ProcessResolver(PlaceholderValues placeholders, AddressPolicy addresses) {
        this.placeholders = placeholders;
        this.addresses = addresses;
        this.options = new OptionPolicy(addresses);
    }

    /** Finds what a reference names: the resolved form of another process. */
    interface Others extends Function<String, Optional<ResolvedProcess>> {}

    /**
     * Replaces the placeholders only.
     *
     * @throws InvalidProcessException if a text gets too long, or the id is empty or too long
     */
    ProcessConfig expand(ProcessConfig config) throws InvalidProcessException {
        if (config.id().isBlank()) {
            throw new InvalidProcessException("an empty ID is not allowed");
        }
        int idBytes = config.id().getBytes(StandardCharsets.UTF_8).length;
        if (idBytes > ProcessConfig.MAX_ID_BYTES) {
            throw new InvalidProcessException(
                    "the ID has " + idBytes + " bytes, the limit is " + ProcessConfig.MAX_ID_BYTES);
        }
        ProcessPlaceholders values = new ProcessPlaceholders(placeholders, config.id(), config.reference());
        try {
            List<IoConfig> inputs = new ArrayList<>();
            for (IoConfig input : config.input()) {
                inputs.add(expandInput(values, input));
            }
            List<IoConfig> outputs = new ArrayList<>();
            for (IoConfig output : config.output()) {
                outputs.add(expandOutput(values, output));
            }
            List<String> options = new ArrayList<>();
            for (String option : config.options()) {
                options.add(values.globalOption(option));
            }
            return config.withIo(inputs, outputs, options);
        } catch (PlaceholderException e) {
            throw new InvalidProcessException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Replaces references and checks the whole definition.
     *
     * @param expanded from {@link #expand}
     * @param formerId the id the process had before a rename, else its id
     * @throws InvalidProcessException the first thing found wrong
     */
    ResolvedProcess resolve(ProcessConfig expanded, String formerId, Others others) throws InvalidProcessException {
        List<IoConfig> inputs = new ArrayList<>();
        for (IoConfig input : expanded.input()) {
            inputs.add(dereference(expanded.id(), formerId, input, others));
        }
        ProcessConfig resolved = expanded.withIo(inputs, expanded.output(), expanded.options());
        if (resolved.command().stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new InvalidProcessException("an option or address must not contain the character NUL");
        }
        checkInputs(resolved);
        boolean outputsWrite = checkOutputs(resolved);
        boolean optionsWrite = checkOptions(resolved);
        Optional<String> problem =
                resolved.webrtc().problem(resolved.input().size()).or(resolved.whipIngest()::problem);
        if (problem.isPresent()) {
            throw new InvalidProcessException(problem.get());
        }
        return new ResolvedProcess(resolved, resolved.command(), outputsWrite || optionsWrite);
    }

    private static IoConfig expandInput(ProcessPlaceholders values, IoConfig input) throws PlaceholderException {
        String id = values.inputId(input.id());
        List<String> options = new ArrayList<>();
        for (String option : input.options()) {
            options.add(values.inputOption(option, id));
        }
        return new IoConfig(id, values.inputAddress(input.address(), id), options, List.of());
    }

    private static IoConfig expandOutput(ProcessPlaceholders values, IoConfig output) throws PlaceholderException {
        String id = values.outputId(output.id());
        List<String> options = new ArrayList<>();
        for (String option : output.options()) {
            options.add(values.outputOption(option, id));
        }
        List<CleanupRule> cleanup = new ArrayList<>();
        for (CleanupRule rule : output.cleanup()) {
            String pattern = values.cleanupPattern(rule.pattern(), id);
            cleanup.add(new CleanupRule(pattern, rule.maxFiles(), rule.maxFileAgeSeconds(), rule.purgeOnDelete()));
        }
        return new IoConfig(id, values.outputAddress(output.address(), id), options, cleanup);
    }

    private static IoConfig dereference(String id, String formerId, IoConfig input, Others others)
            throws InvalidProcessException {
        String address = input.address();
        String prefix = "reference error for '#" + id + ":" + input.id() + "': ";
        if (address.isEmpty()) {
            throw new InvalidProcessException(prefix + "empty address");
        }
        if (address.charAt(0) != '#') {
            return input;
        }
        int mark = address.lastIndexOf(OUTPUT_MARK);
        String target = mark < 0 ? "" : address.substring(1, mark);
        String output = mark < 0 ? "" : address.substring(mark + OUTPUT_MARK.length());
        if (target.isEmpty() || output.isEmpty()) {
            throw new InvalidProcessException(prefix + "invalid format (" + address + ")");
        }
        if (target.equals(id) || target.equals(formerId)) {
            throw new InvalidProcessException(prefix + "self-reference not possible (" + address + ")");
        }
        ResolvedProcess other = others.apply(target)
                .orElseThrow(() ->
                        new InvalidProcessException(prefix + "unknown process '" + target + "' (" + address + ")"));
        return input.withAddress(other.outputAddress(output)
                .orElseThrow(() -> new InvalidProcessException(prefix + "the process '" + target
                        + "' has no outputs with the ID '" + output + "' (" + address + ")")));
    }

    private void checkInputs(ProcessConfig config) throws InvalidProcessException {
        String id = config.id();
        if (config.input().isEmpty()) {
            throw new InvalidProcessException("at least one input must be defined for the process '" + id + "'");
        }
        Set<String> taken = new HashSet<>();
        for (IoConfig input : config.input()) {
            String name = checkId(id, "input", input, taken);
            String address = input.address().strip();
            if (address.isEmpty()) {
                throw new InvalidProcessException("the address for input '#" + id + ":" + name + "' must not be empty");
            }
            try {
                addresses.checkInput(address);
            } catch (AddressException e) {
                throw new InvalidProcessException("the address for input '#" + id + ":" + name + "' (" + address
                        + ") is invalid: " + e.getMessage());
            }
        }
    }

    private boolean checkOutputs(ProcessConfig config) throws InvalidProcessException {
        String id = config.id();
        if (config.output().isEmpty()) {
            throw new InvalidProcessException("at least one output must be defined for the process '#" + id + "'");
        }
        boolean writesToDisk = false;
        Set<String> taken = new HashSet<>();
        for (IoConfig output : config.output()) {
            String name = checkId(id, "output", output, taken);
            String address = output.address().strip();
            if (address.isEmpty()) {
                throw new InvalidProcessException(
                        "the address for output '#" + id + ":" + name + "' must not be empty");
            }
            try {
                writesToDisk |= addresses.checkOutput(address, output.options()).writesToDisk();
            } catch (AddressException e) {
                throw new InvalidProcessException(
                        "the address for output '#" + id + ":" + name + "' is invalid: " + e.getMessage());
            }
        }
        return writesToDisk;
    }

    /** The option for playout is taken out of some commands, and what is left must be fine, too. */
    private boolean checkOptions(ProcessConfig config) throws InvalidProcessException {
        try {
            boolean writes = options.check(command(config, List::copyOf)).writesToDisk();
            options.check(command(config, PlayoutOption::without));
            return writes;
        } catch (AddressException e) {
            throw new InvalidProcessException(String.valueOf(e.getMessage()));
        }
    }

    private static List<CommandPart> command(ProcessConfig config, UnaryOperator<List<String>> change) {
        String prefix = "'#" + config.id() + ":";
        List<CommandPart> command = new ArrayList<>();
        command.add(new CommandPart(
                CommandPart.Kind.PROCESS, "the process '" + config.id() + "'", change.apply(config.options()), ""));
        for (IoConfig input : config.input()) {
            command.add(new CommandPart(
                    CommandPart.Kind.INPUT,
                    "input " + prefix + input.id() + "'",
                    change.apply(input.options()),
                    input.address()));
        }
        for (IoConfig output : config.output()) {
            command.add(new CommandPart(
                    CommandPart.Kind.OUTPUT,
                    "output " + prefix + output.id() + "'",
                    change.apply(output.options()),
                    output.address()));
        }
        return command;
    }

    private static String checkId(String processId, String kind, IoConfig io, Set<String> taken)
            throws InvalidProcessException {
        String id = io.id().strip();
        if (id.isEmpty()) {
            throw new InvalidProcessException("empty " + kind + " IDs are not allowed (process '" + processId + "')");
        }
        if (!taken.add(id)) {
            throw new InvalidProcessException(
                    "the " + kind + " ID '" + id + "' is already in use for the process `" + processId + "`");
        }
        return id;
    }
}
