package media.kern.core.process;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import media.kern.core.leg.ProbeOptions;
import media.kern.core.leg.WebRtcConfig;
import media.kern.core.leg.WhipIngestConfig;
import media.kern.core.playout.PlayoutOption;
import media.kern.ffmpeg.progress.Instrumentation;

/**
 * A process as the user defined it, placeholders and references unresolved.
 *
 * @param ffversion which FFmpeg versions it was made for, such as {@code ^5.1.0}; empty if not known. Not part of the
 *     API
 * @param options global FFmpeg options
 * @param autostart start it when it is added
 * @param staleTimeoutSeconds stop FFmpeg after so long without progress; 0 is never
 * @param webrtc what it sends for WebRTC
 * @param whipIngest what it receives over WebRTC
 */
public record ProcessConfig(
        String id,
        String reference,
        String ffversion,
        List<IoConfig> input,
        List<IoConfig> output,
        List<String> options,
        boolean reconnect,
        long reconnectDelaySeconds,
        boolean autostart,
        long staleTimeoutSeconds,
        LimitConfig limits,
        WebRtcConfig webrtc,
        WhipIngestConfig whipIngest) {

    /** The longest id in UTF-8 bytes: what fits into the path of a request. */
    public static final int MAX_ID_BYTES = 4096;

    public ProcessConfig {
        input = List.copyOf(input);
        output = List.copyOf(output);
        options = List.copyOf(options);
    }

    /** What a new process is before its body has been read. */
    public static ProcessConfig withDefaults(String id) {
        return new ProcessConfig(
                id,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                false,
                0,
                true,
                0,
                LimitConfig.NONE,
                WebRtcConfig.DEFAULT,
                WhipIngestConfig.DEFAULT);
    }

    /** This configuration for FFmpeg versions that fit {@code constraint}. */
    public ProcessConfig withFfversion(String constraint) {
        return with(constraint, input, output, options);
    }

    ProcessConfig withIo(List<IoConfig> newInput, List<IoConfig> newOutput, List<String> newOptions) {
        return with(ffversion, newInput, newOutput, newOptions);
    }

    private ProcessConfig with(
            String newFfversion, List<IoConfig> newInput, List<IoConfig> newOutput, List<String> newOptions) {
        return new ProcessConfig(
                id,
                reference,
                newFfversion,
                newInput,
                newOutput,
                newOptions,
                reconnect,
                reconnectDelaySeconds,
                autostart,
                staleTimeoutSeconds,
                limits,
                webrtc,
                whipIngest);
    }

    /** Gives inputs and outputs without an id a random one, unique in its list. */
    public ProcessConfig withGeneratedIds() {
        return withIo(generateIds(input), generateIds(output), options);
    }

    private static List<IoConfig> generateIds(List<IoConfig> ios) {
        Set<String> taken = new HashSet<>();
        ios.forEach(io -> taken.add(io.id()));
        return ios.stream()
                .map(io -> io.id().isEmpty() ? io.withId(freshId(taken)) : io)
                .toList();
    }

    private static String freshId(Set<String> taken) {
        return Stream.generate(ShortId::random).filter(taken::add).findFirst().orElseThrow();
    }

    /** The rules of all outputs. */
    List<CleanupRule> cleanup() {
        return output.stream().flatMap(io -> io.cleanup().stream()).toList();
    }

    /** The arguments of FFmpeg, one element each. */
    List<String> command() {
        return arguments(List.of(), output -> List.of());
    }

    /** The arguments of FFmpeg, with those that make it report its progress. */
    List<String> command(Instrumentation instrumentation) {
        List<String> all = Stream.of(
                        Stream.of(options),
                        input.stream().map(IoConfig::options),
                        output.stream().map(IoConfig::options))
                .flatMap(part -> part)
                .flatMap(List::stream)
                .toList();
        return arguments(instrumentation.global(all), instrumentation::output);
    }

    /**
     * @param global what comes before everything else
     * @param beforeAddress what an output with these options gets before its address
     */
    private List<String> arguments(List<String> global, UnaryOperator<List<String>> beforeAddress) {
        Stream<String> inputs =
                input.stream().flatMap(io -> Stream.concat(io.options().stream(), Stream.of("-i", io.address())));
        Stream<String> outputs = output.stream()
                .flatMap(io -> Stream.of(io.options(), beforeAddress.apply(io.options()), List.of(io.address()))
                        .flatMap(List::stream));
        return Stream.of(global.stream(), options.stream(), inputs, outputs)
                .flatMap(part -> part)
                .toList();
    }

    /** For each input the arguments that make FFmpeg describe it and end. */
    List<List<String>> probeCommands() {
        // On a port of its own FFmpeg would get in the way of the one that is running.
        List<String> global = PlayoutOption.without(options);
        return input.stream()
                .map(io -> io.withOptions(PlayoutOption.without(io.options())))
                .map(io -> withIo(List.of(io), List.of(), global).command())
                .toList();
    }

    /** The arguments of FFmpeg up to its last input, fit for a short look at what is in the inputs. */
    List<String> sourceCommand() {
        List<IoConfig> inputs = input.stream()
                .map(io -> io.withOptions(ProbeOptions.of(PlayoutOption.without(io.options()))))
                .toList();
        return withIo(inputs, List.of(), ProbeOptions.of(PlayoutOption.without(options)))
                .command();
    }

    /** This configuration with the option for its port at each of these inputs. */
    ProcessConfig withPlayoutPorts(Map<String, Integer> ports) {
        List<IoConfig> served = input.stream()
                .map(io -> {
                    Integer port = ports.get(io.id());
                    return port == null ? io : io.withOptions(PlayoutOption.set(io.options(), port));
                })
                .toList();
        return withIo(served, output, options);
    }
}
