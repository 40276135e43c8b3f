package media.kern.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class OptionFuzzTest {
    private final OptionPolicy open = TestingCommand.policy(false);
    private final OptionPolicy confined = TestingCommand.policy(true);

    @FuzzTest
    void anyOptionsAreAcceptedOrRefused(FuzzedDataProvider data) {
        List<String> options = List.of(data.consumeRemainingAsAsciiString().split("\n", -1));
        List<CommandPart> command = List.of(
                new CommandPart(CommandPart.Kind.PROCESS, "the process 'p'", options, ""),
                new CommandPart(CommandPart.Kind.INPUT, "input '#p:in'", options, "udp://x"),
                new CommandPart(CommandPart.Kind.OUTPUT, "output '#p:out'", options, "udp://y"));
        boolean refused = refuses(open, command);
        assertThat(refuses(confined, command)).as("confined").isIn(refused, true);
    }

    @FuzzTest
    void noGraphHidesAFileThatIsWritten(FuzzedDataProvider data) {
        String before = data.consumeAsciiString(100).replaceAll("[\\\\'\\[]", "");
        String graph = before.isEmpty() ? "psnr=/etc/x" : before + ",psnr=/etc/x";
        assertThat(refuses(open, TestingCommand.input("-f lavfi", graph))).isTrue();
    }

    @FuzzTest
    void anyGraphIsAcceptedOrRefused(FuzzedDataProvider data) {
        String graph = data.consumeRemainingAsString();
        boolean refused = refuses(open, TestingCommand.input("-f lavfi", graph));
        assertThat(refuses(confined, TestingCommand.input("-f lavfi", graph)))
                .as("confined")
                .isIn(refused, true);
    }

    private static boolean refuses(OptionPolicy policy, List<CommandPart> command) {
        try {
            policy.check(command);
            return false;
        } catch (AddressException e) {
            assertThat(e.getMessage()).contains(" is invalid: ");
            return true;
        }
    }
}
