package media.kern.ffmpeg.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import media.kern.ffmpeg.progress.StreamDescription.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text in which a vanilla FFmpeg describes its inputs, outputs and the mapping between them, line by line, so
 * that a long text costs neither memory nor a second look.
 *
 * <p>Depending on its version and on what is copied, FFmpeg writes the mapping before or after the outputs, and each
 * output only when its first packet is ready. The text is therefore complete when all mapped streams are described.
 */
final class PreludeParser {

    /** Longest part of a stream line that is looked at; FFmpeg's own buffer for it is smaller. */
    private static final int MAX_STREAM_TEXT = 2048;

    // Every repetition is bounded: the lines contain metadata of foreign files.
    private static final Pattern HEADER = Pattern.compile("(Input|Output) #(\\d{1,9}), (.{0,512}?), (?:from|to) '(.+)");
    private static final Pattern DURATION =
            Pattern.compile("[ \\t]*Duration: (\\d{1,9}):(\\d{1,2}):(\\d{1,2}\\.\\d{1,9})");
    private static final Pattern STREAM = Pattern.compile("[ \\t]*Stream #(\\d{1,9}):(\\d{1,9})"
            + "(?:\\[0x[0-9a-fA-F]{1,16}])?(?:\\(([^)]{0,64})\\))?(?:, \\d{1,9}, \\d{1,9}/\\d{1,9})?"
            + ": ([A-Z][a-z]{1,31}): (.*)");
    /** Behind the codec; four characters and a number there are the tag of the container. */
    private static final Pattern PROFILE = Pattern.compile("\\S{1,64} \\(((?:(?! / 0x)[^()]){1,64})\\).*");

    private static final Pattern BITRATE = Pattern.compile(", (\\d{1,12}) kb/s");
    private static final Pattern PICTURE =
            Pattern.compile(", ([0-9A-Za-z_]{1,64})(?:\\([^)]{0,256}\\))?, (\\d{1,9})x(\\d{1,9})");
    private static final Pattern FPS = Pattern.compile(", (\\d{1,9}(?:\\.\\d{1,9})?)(k?) fps");
    private static final Pattern SOUND = Pattern.compile(", (\\d{1,9}) Hz, ([^,]{1,256})");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{3}");

    private final List<StreamDescription> inputs = new ArrayList<>();
    private final List<StreamDescription> outputs = new ArrayList<>();
    private @Nullable Header header;
    private double durationSeconds;
    private boolean mapping;
    private final List<Mapping> mappings = new ArrayList<>();
    private int mapped;

    private record Header(Kind kind, String format, String url) {}

    /** Takes the next line. */
    void add(String line) {
        if (line.isEmpty()) {
            return;
        }
        if (mapping && line.charAt(0) == ' ') {
            mapping(line);
            return;
        }
        mapping = false;
        switch (line.charAt(0)) {
            case 'I', 'O' -> header(line);
            case 'S' -> {
                mapping = line.startsWith("Stream mapping:");
                stream(line);
            }
            case ' ', '\t' -> {
                duration(line);
                stream(line);
            }
            default -> {
                // Messages of FFmpeg's parts.
            }
        }
    }

    /** The streams of the inputs described so far. */
    List<StreamDescription> inputs() {
        return List.copyOf(inputs);
    }

    /** The streams of the outputs described so far. */
    List<StreamDescription> outputs() {
        return List.copyOf(outputs);
    }

    /** Where the streams that FFmpeg is going to write come from, at most as many as streams are described. */
    List<Mapping> mappings() {
        return List.copyOf(mappings);
    }

    /** Number of streams that FFmpeg is going to write. */
    int mapped() {
        return mapped;
    }

    /** Whether all streams that FFmpeg is going to write are described; so they are if there is no description. */
    boolean complete() {
        return outputs.size() >= mapped;
    }

    private void mapping(String line) {
        Mapping found = Mapping.parse(line);
        if (found != null) {
            mapped++;
            if (mappings.size() < StreamDescription.MAX_STREAMS) {
                mappings.add(found);
            }
        }
    }

    private void header(String line) {
        Matcher found = HEADER.matcher(line);
        if (found.matches()) {
            Kind kind = found.group(1).equals("Input") ? Kind.INPUT : Kind.OUTPUT;
            header = new Header(kind, found.group(3), url(found.group(4)));
            durationSeconds = 0;
        }
    }

    /** The address may contain quotes itself: it ends at the last one if the line ends as FFmpeg's do. */
    private static String url(String quoted) {
        int end = quoted.endsWith("':") ? quoted.length() - 2 : quoted.indexOf('\'');
        return end < 0 ? quoted : quoted.substring(0, end);
    }

    private void duration(String line) {
        Matcher found = DURATION.matcher(line);
        if (found.lookingAt()) {
            durationSeconds = 3600.0 * number(found.group(1))
                    + 60.0 * number(found.group(2))
                    + Double.parseDouble(found.group(3));
        }
    }

    private void stream(String line) {
        Header under = header;
        if (under == null) {
            return;
        }
        List<StreamDescription> known = under.kind() == Kind.INPUT ? inputs : outputs;
        Matcher found = STREAM.matcher(line);
        if (known.size() >= StreamDescription.MAX_STREAMS || !found.matches()) {
            return;
        }
        long index = number(found.group(1));
        long stream = number(found.group(2));
        // A stream that belongs to several programs is listed under each.
        if (known.stream().noneMatch(other -> other.sameStream(under.kind(), index, stream))) {
            known.add(description(under, index, stream, found));
        }
    }

    private StreamDescription description(Header under, long index, long stream, Matcher found) {
        String language = found.group(3);
        String text = found.group(5);
        StreamDescription.Builder builder = new StreamDescription.Builder(under.kind());
        builder.url = under.url();
        builder.format = under.format();
        builder.durationSeconds = durationSeconds;
        builder.index = index;
        builder.stream = stream;
        builder.language = language != null && LANGUAGE.matcher(language).matches() ? language : "und";
        builder.type = found.group(4).toLowerCase(Locale.ROOT);
        details(builder, text.substring(0, Math.min(text.length(), MAX_STREAM_TEXT)));
        return builder.build();
    }

    private static void details(StreamDescription.Builder builder, String text) {
        builder.codec = text.substring(0, wordEnd(text));
        Matcher profile = PROFILE.matcher(text);
        if (profile.matches()) {
            builder.profile = profile.group(1);
        }
        Matcher bitrate = BITRATE.matcher(text);
        if (bitrate.find()) {
            builder.bitrateKbps = number(bitrate.group(1));
        }
        if (builder.type.equals("video")) {
            video(builder, text);
        } else if (builder.type.equals("audio")) {
            audio(builder, text);
        }
    }

    private static void video(StreamDescription.Builder builder, String text) {
        Matcher picture = PICTURE.matcher(text);
        if (picture.find()) {
            builder.pixFmt = picture.group(1);
            builder.width = number(picture.group(2));
            builder.height = number(picture.group(3));
        }
        Matcher fps = FPS.matcher(text);
        if (fps.find()) {
            // Multiples of 1000 are abbreviated.
            builder.fps = Double.parseDouble(fps.group(1)) * (fps.group(2).isEmpty() ? 1 : 1000);
        }
    }

    private static void audio(StreamDescription.Builder builder, String text) {
        Matcher sound = SOUND.matcher(text);
        if (sound.find()) {
            builder.samplingHz = number(sound.group(1));
            builder.layout = sound.group(2);
        }
    }

    private static int wordEnd(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != ',') {
            end++;
        }
        return end;
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }
}
