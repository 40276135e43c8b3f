package media.kern.core.address;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Splits a line such as {@code -y | -re -i in | -f mpegts out} into the parts of a command. */
final class TestingCommand {
    static final Path BASE = Path.of("/core/data");

    private TestingCommand() {}

    static OptionPolicy policy(boolean confinesInputs) {
        return policy(confinesInputs, Path.of("/srv/kern"));
    }

    static OptionPolicy policy(boolean confinesInputs, Path workingDirectory) {
        return new OptionPolicy(new AddressPolicy(
                AccessList.acceptingAll(), AccessList.acceptingAll(), BASE, confinesInputs, workingDirectory));
    }

    /** A command whose only input is {@code udp://x} with these options. */
    static List<CommandPart> input(String options) {
        return input(options, "udp://x");
    }

    static List<CommandPart> input(String options, String address) {
        return command("", options, address, "", "udp://y");
    }

    /** A command whose only output is {@code udp://y} with these options. */
    static List<CommandPart> output(String options) {
        return output(options, "udp://y");
    }

    static List<CommandPart> output(String options, String address) {
        return command("", "", "udp://x", options, address);
    }

    static List<CommandPart> process(String options) {
        return command(options, "", "udp://x", "", "udp://y");
    }

    private static List<CommandPart> command(
            String process, String inputOptions, String input, String outputOptions, String output) {
        return List.of(
                new CommandPart(CommandPart.Kind.PROCESS, "the process 'p'", words(process), ""),
                new CommandPart(CommandPart.Kind.INPUT, "input '#p:in'", words(inputOptions), input),
                new CommandPart(CommandPart.Kind.OUTPUT, "output '#p:out'", words(outputOptions), output));
    }

    /** Words between blanks. {@code ␣} stands for a blank in a word, {@code ∅} for a word without characters. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split(" +", -1)) {
            if (!word.isEmpty()) {
                words.add(word.replace('␣', ' ').replace("∅", ""));
            }
        }
        return words;
    }
}
