package media.kern.core.leg;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import media.kern.core.leg.Experience.Failure;
import media.kern.ffmpeg.probe.PacketProbe.Packets;

/**
 * What becomes of one leg.
 *
 * @param leg empty if there is none
 * @param note why, for the report
 */
record LegChoice<T>(Optional<T> leg, String note) {
    private static final String VIDEO_ENCODER = "libx264";
    private static final String AUDIO_ENCODER = "libopus";
    private static final Set<String> PICTURES = Set.of("mjpeg", "png", "bmp", "gif", "webp");

    static LegChoice<LegPlan.Video> video(WebRtcConfig config, Findings found, Experience experience) {
        Optional<String> missing = missing("video", config.videoMap(), found.video(), found, experience.video());
        if (missing.isPresent()) {
            return none("video", missing.get());
        }
        VideoSource source = WebRtcConfig.isLabel(config.videoMap())
                ? VideoSource.ofLabel(config.videoMap())
                : VideoSource.of(found.video().getFirst());
        Optional<String> obstacle = source.obstacle()
                .or(() -> when(experience.reordered(), "it turned out to have B-frames"))
                .or(() -> source.codec().flatMap(codec -> unable(codec, found)))
                .or(() -> unwanted(config, experience.video()));
        if (source.codec().isPresent() && obstacle.isEmpty()) {
            String order = source.codec().get().reorders() ? ", no B-frames" : "";
            String text = source.text() + order + ": copied";
            return some("video", text, new LegPlan.Video(source.codec().get(), config.videoPt(), true, text));
        }
        String text = source.text() + ": encoded to H.264 (" + obstacle.orElse("") + ")";
        return found.ffmpeg().lacks(VIDEO_ENCODER)
                ? none("video", lacking(text, VIDEO_ENCODER))
                : some("video", text, new LegPlan.Video(VideoCodec.H264, config.videoPt(), false, text));
    }

    static LegChoice<LegPlan.Audio> audio(WebRtcConfig config, Findings found, Experience experience) {
        Optional<String> missing = missing("audio", config.audioMap(), found.audio(), found, experience.audio());
        if (missing.isPresent()) {
            return none("audio", missing.get());
        }
        AudioSource source = WebRtcConfig.isLabel(config.audioMap())
                ? AudioSource.ofLabel(config.audioMap())
                : AudioSource.of(found.audio().getFirst().stream());
        Optional<String> obstacle = source.obstacle().or(() -> unwanted(config, experience.audio()));
        if (obstacle.isEmpty()) {
            String text = source.text() + ": copied";
            return some("audio", text, new LegPlan.Audio(config.audioPt(), true, text));
        }
        String text = source.text() + ": encoded to Opus (" + obstacle.get() + ")";
        return found.ffmpeg().lacks(AUDIO_ENCODER)
                ? none("audio", lacking(text, AUDIO_ENCODER))
                : some("audio", text, new LegPlan.Audio(config.audioPt(), false, text));
    }

    /** Why there is nothing to send. */
    private static Optional<String> missing(
            String type, String map, List<Packets> chosen, Findings found, Failure failure) {
        if (failure == Failure.ENCODING) {
            return Optional.of("FFmpeg could not encode it; reload the process to try again");
        }
        if (WebRtcConfig.isLabel(map)) {
            return Optional.empty();
        }
        if (found.unread()) {
            return Optional.of("the source could not be read before the start: " + found.trouble());
        }
        if (chosen.isEmpty()) {
            return Optional.of("the source has none at " + type + "_map " + map);
        }
        if (chosen.size() > 1) {
            return Optional.of(type + "_map " + map + " stands for " + chosen.size()
                    + " streams, it must name one, such as 0:" + type.charAt(0) + ":0");
        }
        Packets only = chosen.getFirst();
        return when(
                only.packets() == 1 && PICTURES.contains(only.stream().codec()),
                "the source has a single picture at " + type + "_map " + map);
    }

    private static Optional<String> unable(VideoCodec codec, Findings found) {
        return when(codec == VideoCodec.AV1 && !found.ffmpeg().av1(), "this FFmpeg cannot send AV1 as RTP")
                .or(() -> when(
                        codec.reorders() && found.looped() && !found.ffmpeg().loops(),
                        "this FFmpeg cannot copy what -stream_loop repeats"));
    }

    private static Optional<String> unwanted(WebRtcConfig config, Failure failure) {
        return when(config.forceTranscode(), "force_transcode is set")
                .or(() -> when(failure == Failure.COPYING, "this FFmpeg did not send it as it is"));
    }

    private static Optional<String> when(boolean condition, String text) {
        return condition ? Optional.of(text) : Optional.empty();
    }

    private static String lacking(String text, String encoder) {
        return text + ", but this FFmpeg lacks " + encoder
                + ": install an FFmpeg that has it, or send what can be copied";
    }

    private static <T> LegChoice<T> some(String type, String text, T leg) {
        return new LegChoice<>(Optional.of(leg), "WebRTC: " + type + " " + text);
    }

    private static <T> LegChoice<T> none(String type, String why) {
        return new LegChoice<>(Optional.empty(), "WebRTC: no " + type + ": " + why);
    }
}
