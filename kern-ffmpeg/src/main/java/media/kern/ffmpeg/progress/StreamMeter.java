package media.kern.ffmpeg.progress;

import org.jspecify.annotations.Nullable;

/** Measures one stream from progress line to progress line. */
final class StreamMeter {

    private final StreamDescription description;
    private final StreamDescription shown;
    private final SlidingRate frames = new SlidingRate();
    private final SlidingRate packets = new SlidingRate();
    private final SlidingRate bytes = new SlidingRate();

    private StreamCounters counters;
    private boolean moved;
    private @Nullable AvStream avStream;

    /** @param shown what the progress shows instead of {@code description}, without its secrets */
    StreamMeter(StreamDescription description, StreamDescription shown) {
        this.description = description;
        this.shown = shown;
        this.counters = StreamCounters.none(description);
    }

    StreamDescription description() {
        return description;
    }

    StreamCounters counters() {
        return counters;
    }

    void update(long second, StreamCounters next) {
        moved |= next.frame() != counters.frame() || next.packet() != counters.packet();
        frames.add(second, Math.max(0, next.frame() - counters.frame()));
        packets.add(second, Math.max(0, next.packet() - counters.packet()));
        bytes.add(second, Math.max(0, next.sizeBytes() - counters.sizeBytes()));
        counters = next;
    }

    void avStream(AvStream next) {
        avStream = next;
    }

    /** Whether the stream has something to tell all the time; subtitles and data may be silent for hours. */
    boolean steady() {
        return description.isVideo() || description.isAudio();
    }

    /** Whether a frame or packet came since {@link #rest()}. */
    boolean moved() {
        return moved;
    }

    void rest() {
        moved = false;
    }

    StreamProgress progress(long second) {
        return new StreamProgress(
                shown,
                counters.index(),
                counters.stream(),
                counters.frame(),
                counters.keyframe(),
                counters.framerateMin(),
                counters.framerateMax(),
                counters.framerateAvg(),
                frames.perSecond(second),
                counters.packet(),
                packets.perSecond(second),
                counters.sizeBytes(),
                8 * bytes.perSecond(second),
                counters.extradataSizeBytes(),
                counters.q(),
                avStream);
    }
}
