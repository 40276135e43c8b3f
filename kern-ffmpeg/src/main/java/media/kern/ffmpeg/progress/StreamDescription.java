package media.kern.ffmpeg.progress;

import java.util.List;

/**
 * One stream of an input or output as FFmpeg describes it. What isn't known or doesn't apply to the type is 0 or empty.
 *
 * @param kind whether FFmpeg reads or writes it
 * @param url address as FFmpeg reports it; may contain credentials
 * @param format name of the (de)muxer
 * @param index number of the input or output, from 0
 * @param stream number of the stream in it, from 0
 * @param language ISO 639-2 code, {@code und} if the text names none
 * @param type {@code video}, {@code audio}, {@code subtitle}, {@code data}, {@code attachment}
 * @param codec name of the codec
 * @param profile name of the profile, such as {@code Constrained Baseline}; only known from text
 * @param coder name of the decoder or encoder, {@code copy} if the stream is copied
 * @param bitrateKbps kbit/s (1000 bit)
 * @param durationSeconds length, 0 if it is live
 * @param fps frames per second
 * @param pixFmt pixel format
 * @param width pixels
 * @param height pixels
 * @param samplingHz samples per second
 * @param layout name of the channel layout
 * @param channels number of channels; only known from JSON
 */
public record StreamDescription(
        Kind kind,
        String url,
        String format,
        long index,
        long stream,
        String language,
        String type,
        String codec,
        String profile,
        String coder,
        double bitrateKbps,
        double durationSeconds,
        double fps,
        String pixFmt,
        long width,
        long height,
        long samplingHz,
        String layout,
        long channels) {

    /** Most streams taken from one description; more are ignored in text and refused in JSON. */
    static final int MAX_STREAMS = 1000;

    /** The side of FFmpeg a stream is on. */
    public enum Kind {
        /** FFmpeg reads it. */
        INPUT,
        /** FFmpeg writes it. */
        OUTPUT
    }

    /**
     * The input streams that the output of an FFmpeg describes: those of its {@code ffmpeg.inputs:} line if there is
     * one (none if that line isn't valid), else those of its text.
     *
     * @param lines everything the FFmpeg wrote
     */
    public static List<StreamDescription> inputsOf(List<String> lines) {
        PreludeParser text = new PreludeParser();
        for (String line : lines) {
            if (line.startsWith(JsonLines.INPUTS)) {
                try {
                    return JsonLines.inputs(line);
                } catch (RejectedLineException e) {
                    return List.of();
                }
            }
            text.add(line);
        }
        return text.inputs();
    }

    /**
     * The output streams that the text of an FFmpeg describes.
     *
     * @param lines everything the FFmpeg wrote
     */
    public static List<StreamDescription> outputsOf(List<String> lines) {
        PreludeParser text = new PreludeParser();
        lines.forEach(text::add);
        return text.outputs();
    }

    StreamDescription withCoder(String newCoder) {
        return with(index, url, newCoder);
    }

    StreamDescription withUrl(String newUrl) {
        return with(index, newUrl, coder);
    }

    /** The same stream of another input. */
    public StreamDescription ofInput(long newIndex, String newUrl) {
        return with(newIndex, newUrl, coder);
    }

    private StreamDescription with(long newIndex, String newUrl, String newCoder) {
        return new StreamDescription(
                kind,
                newUrl,
                format,
                newIndex,
                stream,
                language,
                type,
                codec,
                profile,
                newCoder,
                bitrateKbps,
                durationSeconds,
                fps,
                pixFmt,
                width,
                height,
                samplingHz,
                layout,
                channels);
    }

    public boolean isVideo() {
        return type.equals("video");
    }

    public boolean isAudio() {
        return type.equals("audio");
    }

    boolean sameStream(Kind otherKind, long otherIndex, long otherStream) {
        return kind == otherKind && index == otherIndex && stream == otherStream;
    }

    /** Collects the values of a stream while its description is read. */
    static final class Builder {

        private final Kind kind;
        String url = "";
        String format = "";
        long index;
        long stream;
        String language = "";
        String type = "";
        String codec = "";
        String profile = "";
        String coder = "";
        double bitrateKbps;
        double durationSeconds;
        double fps;
        String pixFmt = "";
        long width;
        long height;
        long samplingHz;
        String layout = "";
        long channels;

        Builder(Kind kind) {
            this.kind = kind;
        }

        StreamDescription build() {
            return new StreamDescription(
                    kind,
                    url,
                    format,
                    index,
                    stream,
                    language,
                    type,
                    codec,
                    profile,
                    coder,
                    bitrateKbps,
                    durationSeconds,
                    fps,
                    pixFmt,
                    width,
                    height,
                    samplingHz,
                    layout,
                    channels);
        }
    }
}
