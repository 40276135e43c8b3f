package media.kern.ffmpeg.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The measured streams of one FFmpeg. */
final class Streams {
    static final Streams NONE = new Streams(List.of(), List.of(), List.of());

    private final List<StreamMeter> inputs;
    private final List<StreamMeter> outputs;
    private final List<Use> uses;
    private final @Nullable StreamMeter firstVideo;
    private final @Nullable StreamMeter firstOfFirst;

    private Streams(List<StreamMeter> inputs, List<StreamMeter> outputs, List<Mapping> mappings) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.uses = uses(mappings, outputs);
        this.firstVideo = first(outputs, StreamDescription::isVideo);
        this.firstOfFirst = firstOfFirst(outputs);
    }

    /** What is made of an input. */
    private record Use(Mapping mapping, StreamMeter output) {}

    private static List<Use> uses(List<Mapping> mappings, List<StreamMeter> outputs) {
        List<Use> uses = new ArrayList<>();
        for (Mapping mapping : mappings) {
            StreamMeter output = first(outputs, description -> leadsTo(mapping, description));
            if (output != null) {
                uses.add(new Use(mapping, output));
            }
        }
        return uses;
    }

    /** As described in JSON. */
    static Streams described(
            List<StreamDescription> inputs, List<StreamDescription> outputs, UnaryOperator<String> mask) {
        return new Streams(meters(inputs, mask), meters(outputs, mask), List.of());
    }

    /** As described in text. */
    static Streams described(PreludeParser text, UnaryOperator<String> mask) {
        List<Mapping> mappings = text.mappings();
        List<StreamDescription> inputs = text.inputs().stream()
                .map(input -> input.withCoder(decoder(mappings, input)))
                .toList();
        List<StreamDescription> outputs = text.outputs().stream()
                .map(output -> output.withCoder(encoder(mappings, output)))
                .toList();
        return new Streams(meters(inputs, mask), meters(outputs, mask), mappings);
    }

    private static List<StreamMeter> meters(List<StreamDescription> descriptions, UnaryOperator<String> mask) {
        List<StreamMeter> meters = new ArrayList<>(descriptions.size());
        for (StreamDescription description : descriptions) {
            meters.add(new StreamMeter(description, description.withUrl(mask.apply(description.url()))));
        }
        return meters;
    }

    /** One that decodes says more than one that copies. */
    private static String decoder(List<Mapping> mappings, StreamDescription input) {
        List<Mapping> uses =
                mappings.stream().filter(mapping -> comesFrom(mapping, input)).toList();
        return uses.stream()
                .filter(use -> !use.copied())
                .findFirst()
                .or(() -> uses.stream().findFirst())
                .map(Mapping::decoder)
                .orElse("");
    }

    private static String encoder(List<Mapping> mappings, StreamDescription output) {
        return mappings.stream()
                .filter(mapping -> leadsTo(mapping, output))
                .findFirst()
                .map(Mapping::encoder)
                .orElse("");
    }

    private static boolean comesFrom(Mapping mapping, StreamDescription input) {
        return mapping.input() == input.index() && mapping.inputStream() == input.stream();
    }

    private static boolean leadsTo(Mapping mapping, StreamDescription output) {
        return mapping.output() == output.index() && mapping.outputStream() == output.stream();
    }

    List<StreamMeter> inputs() {
        return inputs;
    }

    List<StreamMeter> outputs() {
        return outputs;
    }

    /** Takes the counters of a progress line in JSON, which has an entry for every stream. */
    void update(long second, JsonLines.Decoded progress) {
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).update(second, progress.inputs().get(i));
        }
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).update(second, progress.outputs().get(i));
        }
    }

    /**
     * Takes what an unpatched FFmpeg tells. It counts packets of encoded streams only, if at all. Its totals are the frames
     * of the first video and the bytes of the first output: that is whom they are given to if they are not counted.
     */
    void update(long second, Totals totals, MuxStats packets, @Nullable ProgressBlock block) {
        for (StreamMeter output : outputs) {
            StreamDescription stream = output.description();
            MuxCounters counted = packets.of(stream.index(), stream.stream());
            double q = quantiser(stream, block, output == firstVideo ? totals.q() : 0);
            if (counted != null) {
                long frames = stream.isVideo() ? counted.packets() : 0;
                output.update(
                        second,
                        StreamCounters.of(stream, frames, counted.keyframes(), counted.packets(), counted.bytes(), q));
            } else if (output == firstVideo || output == firstOfFirst) {
                long frames = output == firstVideo ? totals.frame() : 0;
                long bytes = output == firstOfFirst ? Math.max(0, totals.sizeBytes() - packets.bytesOf(0)) : 0;
                output.update(second, StreamCounters.of(stream, frames, 0, frames, bytes, q));
            }
        }
        inputs.forEach(input -> update(second, input, totals, packets));
    }

    /** An input has moved as far as the outputs that are made of it. */
    private void update(long second, StreamMeter input, Totals totals, MuxStats packets) {
        StreamDescription stream = input.description();
        long frames = 0;
        long count = 0;
        long bytes = 0;
        for (Use use : uses) {
            Mapping mapping = use.mapping();
            if (!comesFrom(mapping, stream)) {
                continue;
            }
            StreamCounters made = use.output().counters();
            MuxCounters counted = packets.of(mapping.output(), mapping.outputStream());
            if (mapping.copied()) {
                count = Math.max(count, made.packet());
                frames = Math.max(frames, made.frame());
                bytes = Math.max(bytes, counted == null ? 0 : counted.bytes());
            } else if (stream.isVideo()) {
                // What was duplicated did not come in, what was dropped did.
                long decoded = made.frame() - totals.dup() + totals.drop();
                frames = Math.max(frames, decoded);
                count = Math.max(count, decoded);
            }
        }
        if (count > 0) {
            input.update(second, StreamCounters.of(stream, frames, 0, count, bytes, 0));
        }
    }

    private static double quantiser(StreamDescription stream, @Nullable ProgressBlock block, double otherwise) {
        Double q = block == null ? null : block.quantiser(stream.index(), stream.stream());
        return q == null ? otherwise : q;
    }

    private interface Condition {
        boolean holds(StreamDescription stream);
    }

    private static @Nullable StreamMeter first(List<StreamMeter> meters, Condition condition) {
        for (StreamMeter meter : meters) {
            if (condition.holds(meter.description())) {
                return meter;
            }
        }
        return null;
    }

    /** The size is that of the whole first output: of its video, if it has one. */
    private static @Nullable StreamMeter firstOfFirst(List<StreamMeter> outputs) {
        StreamMeter video = first(outputs, stream -> stream.index() == 0 && stream.isVideo());
        return video != null ? video : first(outputs, stream -> stream.index() == 0);
    }

    /** Packets of all counted streams, or of the videos among them. */
    long countedPackets(MuxStats packets, boolean onlyVideo) {
        long sum = 0;
        for (StreamMeter output : outputs) {
            StreamDescription stream = output.description();
            MuxCounters counted = packets.of(stream.index(), stream.stream());
            sum += counted == null || (onlyVideo && !stream.isVideo()) ? 0 : counted.packets();
        }
        return sum;
    }

    /**
     * One that reports in JSON is moving if every video and audio output has moved since this was last found: one that
     * stands still makes it stale, slow ones get as long as the stale timeout is. Subtitles and data only count if there
     * is nothing else.
     */
    boolean outputsAdvanced() {
        List<StreamMeter> steady = outputs.stream().filter(StreamMeter::steady).toList();
        boolean advanced = steady.isEmpty()
                ? outputs.stream().anyMatch(StreamMeter::moved)
                : steady.stream().allMatch(StreamMeter::moved);
        if (advanced) {
            outputs.forEach(StreamMeter::rest);
        }
        return advanced;
    }
}
