package media.kern.core.leg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import media.kern.core.leg.Findings.Abilities;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;
import media.kern.ffmpeg.child.ShortRun;
import media.kern.ffmpeg.probe.PacketProbe;

/** Finds out what has to be known before legs can be planned, with short runs of FFmpeg. */
public final class LegProbe {
    private static final Duration TIME_TO_LIST = Duration.ofSeconds(5);
    private static final Pattern ENCODER = Pattern.compile(" [VAS][A-Z.]{5} (\\S{1,64}) .*");
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})\\..*");
    /** The first that sends AV1 as RTP. */
    private static final int FIRST_WITH_AV1 = 8;

    private final ChildLauncher launcher;
    private final Path binary;
    private final Supplier<String> version;
    private final PacketProbe packets;

    /**
     * @param binary FFmpeg
     * @param version asks for its version, {@code X.Y.Z}; may wait for it
     */
    public LegProbe(ChildLauncher launcher, Path binary, Supplier<String> version) {
        this.launcher = launcher;
        this.binary = binary;
        this.version = version;
        this.packets = new PacketProbe(launcher, binary);
    }

    /**
     * Looks.
     *
     * @param inputs the arguments of FFmpeg up to the last input, but for those of {@link ProbeOptions}
     */
    Findings look(List<String> inputs, WebRtcConfig config) throws InterruptedException {
        Abilities abilities = new Abilities(encoders(), sendsAv1());
        List<String> maps = Stream.of(config.videoMap(), config.audioMap())
                .filter(map -> !WebRtcConfig.isLabel(map))
                .toList();
        if (maps.isEmpty()) {
            return new Findings(List.of(), List.of(), List.of(), "", abilities);
        }
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info"));
        arguments.addAll(inputs);
        try {
            PacketProbe.Result result = packets.run(arguments, maps);
            return new Findings(
                    result.inputs(),
                    result.chosen().stream()
                            .filter(found -> found.stream().isVideo())
                            .toList(),
                    result.chosen().stream()
                            .filter(found -> found.stream().isAudio())
                            .toList(),
                    result.inputs().isEmpty() ? "FFmpeg said: " + result.lastLine() : "",
                    abilities);
        } catch (IOException e) {
            return new Findings(List.of(), List.of(), List.of(), String.valueOf(e.getMessage()), abilities);
        }
    }

    private Set<String> encoders() throws InterruptedException {
        try {
            List<String> arguments = List.of("-hide_banner", "-encoders");
            return ShortRun.of(launcher, binary, arguments, Output.STDOUT, TIME_TO_LIST).lines().stream()
                    .map(ENCODER::matcher)
                    .filter(Matcher::matches)
                    .map(encoder -> encoder.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            return Set.of();
        }
    }

    /** One that does not name its release may be able to; if it is not, it says so. */
    private boolean sendsAv1() {
        Matcher major = MAJOR.matcher(version.get());
        return !major.matches()
                || Integer.parseInt(major.group(1)) == 0
                || Integer.parseInt(major.group(1)) >= FIRST_WITH_AV1;
    }
}
