package media.kern.core.leg;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import media.kern.ffmpeg.probe.PacketProbe.Packets;
import media.kern.ffmpeg.progress.StreamDescription;

/**
 * What is known before a start.
 *
 * @param inputs all streams of the inputs
 * @param video what the video map has chosen
 * @param audio what the audio map has chosen
 * @param looped whether an input is played again when it has ended
 * @param trouble why the inputs could not be read; empty if they could, or need not be
 * @param ffmpeg what FFmpeg can do
 */
record Findings(
        List<StreamDescription> inputs,
        List<Packets> video,
        List<Packets> audio,
        boolean looped,
        String trouble,
        Abilities ffmpeg) {

    /** Whether the inputs should have been read but could not. */
    boolean unread() {
        return !trouble.isEmpty();
    }

    Findings withTrouble(String shown) {
        return new Findings(inputs, video, audio, looped, shown, ffmpeg);
    }

    /**
     * What FFmpeg can do.
     *
     * @param encoders their names; empty if it has not told
     * @param av1 whether it can send AV1 as RTP
     * @param loops whether a bitstream filter outlives the end of an input that is played again
     */
    record Abilities(Set<String> encoders, boolean av1, boolean loops) {
        boolean lacks(String encoder) {
            return !encoders.isEmpty() && !encoders.contains(encoder);
        }
    }

    /**
     * How what a run reads differs from this in what the maps choose from.
     *
     * @param read the streams of its inputs
     * @return for people; empty if it does not
     */
    Optional<String> difference(WebRtcConfig config, List<StreamDescription> read) {
        return difference("video", config.videoMap(), read).or(() -> difference("audio", config.audioMap(), read));
    }

    private Optional<String> difference(String type, String map, List<StreamDescription> read) {
        List<String> before = codecs(inputs, type, map);
        List<String> now = codecs(read, type, map);
        return WebRtcConfig.isLabel(map) || before.equals(now)
                ? Optional.empty()
                : Optional.of(type + " of the source is " + text(now) + ", not " + text(before));
    }

    private static List<String> codecs(List<StreamDescription> streams, String type, String map) {
        int input = WebRtcConfig.inputOf(map);
        return streams.stream()
                .filter(stream -> stream.index() == input && stream.type().equals(type))
                .map(StreamDescription::codec)
                .toList();
    }

    private static String text(List<String> codecs) {
        return codecs.isEmpty() ? "missing" : String.join(", ", codecs);
    }
}
