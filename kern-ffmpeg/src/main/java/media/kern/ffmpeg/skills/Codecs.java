package media.kern.ffmpeg.skills;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The codecs that FFmpeg knows, whether it can encode and decode them or not. */
public record Codecs(List<Codec> audio, List<Codec> video, List<Codec> subtitle) {
    static final Codecs NONE = new Codecs(List.of(), List.of(), List.of());

    /** The encoder of this name, if there is one. */
    public Optional<Encoder> encoder(String name) {
        return encoders().filter(encoder -> encoder.name().equals(name)).findFirst();
    }

    /** The encoders whose name says that they use hardware. That FFmpeg has them does not mean that they work. */
    public List<Encoder> hardwareEncoders() {
        return encoders().filter(Encoder::usesHardware).toList();
    }

    private Stream<Encoder> encoders() {
        return Stream.of(
                        encoders(video, Encoder.Kind.VIDEO),
                        encoders(audio, Encoder.Kind.AUDIO),
                        encoders(subtitle, Encoder.Kind.SUBTITLE))
                .flatMap(each -> each)
                .distinct();
    }

    private static Stream<Encoder> encoders(List<Codec> codecs, Encoder.Kind kind) {
        return codecs.stream().flatMap(codec -> codec.encoders().stream()).map(name -> new Encoder(name, kind));
    }
}
