package media.kern.core.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import media.kern.core.leg.LegOutput;
import media.kern.core.playout.NoFreePortException;
import media.kern.core.playout.PlayoutOption;
import media.kern.core.playout.PortClaim;
import media.kern.ffmpeg.progress.Instrumentation;

/**
 * A process with all placeholders and references replaced.
 *
 * @param config without the ports for playout: they are none of the user's business and not to be probed with
 * @param command the arguments of FFmpeg
 * @param writesToDisk whether an output is a file below the disk folder
 * @param playoutPorts by id of the input
 */
record ResolvedProcess(
        ProcessConfig config, List<String> command, boolean writesToDisk, Map<String, Integer> playoutPorts) {

    ResolvedProcess(ProcessConfig config, List<String> command, boolean writesToDisk) {
        this(config, command, writesToDisk, Map.of());
    }

    /**
     * This process with a port for each input that can be played out.
     *
     * @throws InvalidProcessException if there are not enough ports
     */
    ResolvedProcess withPlayout(PortClaim claim) throws InvalidProcessException {
        List<String> inputs = config.input().stream()
                .filter(input -> PlayoutOption.belongsTo(input.address()))
                .map(IoConfig::id)
                .toList();
        try {
            Map<String, Integer> ports = claim.assign(inputs);
            return new ResolvedProcess(config, config.withPlayoutPorts(ports).command(), writesToDisk, ports);
        } catch (NoFreePortException e) {
            throw new InvalidProcessException(String.valueOf(e.getMessage()));
        }
    }

    /** The arguments of FFmpeg, with those that make it report its progress. */
    List<String> command(Instrumentation instrumentation) {
        return config.withPlayoutPorts(playoutPorts).command(instrumentation);
    }

    /** As {@link #command(Instrumentation)}, with these legs behind the outputs of the user. */
    List<String> command(Instrumentation instrumentation, List<LegOutput> legs) {
        List<IoConfig> outputs = Stream.concat(
                        config.output().stream(),
                        legs.stream().map(leg -> new IoConfig("", leg.address(), leg.options(), List.of())))
                .toList();
        return config.withIo(config.input(), outputs, config.options())
                .withPlayoutPorts(playoutPorts)
                .command(instrumentation);
    }

    /** The address of the first output with this id. */
    Optional<String> outputAddress(String outputId) {
        return config.output().stream()
                .filter(output -> output.id().equals(outputId))
                .map(IoConfig::address)
                .findFirst();
    }
}
