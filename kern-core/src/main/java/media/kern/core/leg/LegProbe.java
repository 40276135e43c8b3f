package media.kern.core.leg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
import media.kern.ffmpeg.probe.PacketProbe.Packets;
import media.kern.ffmpeg.progress.StreamDescription;

/** Finds out what has to be known before legs can be planned, with short runs of FFmpeg. */
public final class LegProbe {
    private static final Duration TIME_TO_LIST = Duration.ofSeconds(5);
    private static final Pattern ENCODER = Pattern.compile(" [VAS][A-Z.]{5} (\\S{1,64}) .*");
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})\\..*");
    /** The first that sends AV1 as RTP. */
    private static final int FIRST_WITH_AV1 = 8;
    /** Ends the bitstream filters of copied streams for good when {@code -stream_loop} begins anew; 4.4 and 6.1 do not. */
    private static final int WITH_FILTERS_THAT_DO_NOT_LOOP = 5;

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
        int release = release();
        Abilities abilities =
                new Abilities(encoders(), release >= FIRST_WITH_AV1, release != WITH_FILTERS_THAT_DO_NOT_LOOP);
        List<String> maps = Stream.of(config.videoMap(), config.audioMap())
                .filter(map -> !WebRtcConfig.isLabel(map))
                .toList();
        boolean looped = inputs.contains("-stream_loop");
        if (maps.isEmpty()) {
            return new Findings(List.of(), List.of(), List.of(), looped, "", abilities);
        }
        List<String> arguments = new ArrayList<>(List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info"));
        arguments.addAll(inputs);
        try {
            PacketProbe.Result result = packets.run(arguments, maps);
            return new Findings(
                    result.inputs(),
                    only(StreamDescription::isVideo, result),
                    only(StreamDescription::isAudio, result),
                    looped,
                    result.trouble().isEmpty() ? "" : "FFmpeg said: " + result.trouble(),
                    abilities);
        } catch (IOException e) {
            return new Findings(List.of(), List.of(), List.of(), looped, String.valueOf(e.getMessage()), abilities);
        }
    }

    private static List<Packets> only(Predicate<StreamDescription> wanted, PacketProbe.Result result) {
        return result.chosen().stream()
                .filter(found -> wanted.test(found.stream()))
                .toList();
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

    /** One that does not name its release is taken for the newest; if it cannot do something, it says so. */
    private int release() {
        Matcher major = MAJOR.matcher(version.get());
        int named = major.matches() ? Integer.parseInt(major.group(1)) : 0;
        return named == 0 ? Integer.MAX_VALUE : named;
    }
}
