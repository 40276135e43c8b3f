package media.kern.ffmpeg.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;
import media.kern.ffmpeg.child.ShortRun;
import media.kern.ffmpeg.progress.StreamDescription;

/**
 * Lets FFmpeg read the first packets of chosen streams: up to 48 of the video, up to 3 seconds, in 8 seconds at most. They
 * tell what no description does, whether the frames of a video are sent in the order in which they are shown.
 */
public final class PacketProbe {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(8);

    /** Stream, decoding time, presentation time, and what is of no interest; a time may be missing. */
    private static final Pattern PACKET = Pattern.compile("(\\d{1,4}), {1,20}(\\S{1,20}), {1,20}(\\S{1,20}),.{1,200}");

    private static final Pattern TIME = Pattern.compile("-?\\d{1,18}");

    private static final String NOTHING_CHOSEN = "does not contain any stream";

    private final ChildLauncher launcher;
    private final Path binary;

    /**
     * One of the chosen streams.
     *
     * @param packets how many were read
     * @param timed whether each of them has a presentation time
     * @param reordered whether one is shown before another one that was sent earlier
     */
    public record Packets(StreamDescription stream, int packets, boolean timed, boolean reordered) {}

    /**
     * What FFmpeg has found.
     *
     * @param inputs all streams of the inputs
     * @param chosen what the maps have chosen, in their order
     * @param trouble why the packets could not be read, as FFmpeg has put it; empty if they could
     */
    public record Result(List<StreamDescription> inputs, List<Packets> chosen, String trouble) {
        public Result {
            inputs = List.copyOf(inputs);
            chosen = List.copyOf(chosen);
        }
    }

    public PacketProbe(ChildLauncher launcher, Path binary) {
        this.launcher = launcher;
        this.binary = binary;
    }

    /**
     * Waits until FFmpeg has ended. If this thread is interrupted, it is killed.
     *
     * @param inputs the arguments of FFmpeg up to the last input
     * @param maps what to choose; what the inputs do not have is left out
     * @throws IOException if FFmpeg cannot be started
     */
    public Result run(List<String> inputs, List<String> maps) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(inputs);
        for (String map : maps) {
            arguments.add("-map");
            arguments.add(map.endsWith("?") ? map : map + "?");
        }
        // A source may be far from its next keyframe.
        arguments.addAll(List.of("-c", "copy", "-copyinkf", "-t", "3", "-frames:v", "48"));
        // To tee, for to any other format FFmpeg would copy what it likes if the maps choose nothing. A line per write,
        // for
        // its log goes to the same pipe.
        arguments.addAll(List.of("-f", "tee", "[f=framecrc:flush_packets=1]pipe:1"));
        try {
            return read(ShortRun.of(launcher, binary, arguments, Output.BOTH, TIME_LIMIT)
                    .lines());
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        }
    }

    static Result read(List<String> lines) {
        Map<Long, Order> orders = new HashMap<>();
        List<String> text = new ArrayList<>();
        for (String line : lines) {
            Matcher packet = PACKET.matcher(line);
            if (packet.matches()) {
                orders.computeIfAbsent(Long.valueOf(packet.group(1)), stream -> new Order())
                        .add(packet.group(3));
            } else if (!line.startsWith("#")) {
                text.add(line);
            }
        }
        List<Packets> chosen = StreamDescription.outputsOf(text).stream()
                .map(stream -> orders.getOrDefault(stream.stream(), new Order()).of(stream))
                .toList();
        boolean nothingToChoose = text.stream().anyMatch(line -> line.contains(NOTHING_CHOSEN));
        boolean read = !chosen.isEmpty() || nothingToChoose;
        return new Result(StreamDescription.inputsOf(text), chosen, read ? "" : lastOf(text));
    }

    private static String lastOf(List<String> text) {
        return text.isEmpty() ? "nothing" : text.getLast();
    }

    /** The order of the packets of one stream. */
    private static final class Order {
        private int packets;
        private boolean timed = true;
        private boolean reordered;
        private long latest = Long.MIN_VALUE;

        Packets of(StreamDescription stream) {
            return new Packets(stream, packets, timed, reordered);
        }

        void add(String presentationTime) {
            packets++;
            if (TIME.matcher(presentationTime).matches()) {
                long time = Long.parseLong(presentationTime);
                reordered |= time < latest;
                latest = Math.max(latest, time);
            } else {
                timed = false;
            }
        }
    }
}
