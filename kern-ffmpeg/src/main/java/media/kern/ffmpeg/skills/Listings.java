package media.kern.ffmpeg.skills;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what FFmpeg prints when it is asked what it has. The number of flag columns differs between its versions (4.4
 * to 8), so lines are recognised by what they must have; everything else, such as the legend, is passed over.
 */
final class Listings {
    private static final Pattern FILTER = Pattern.compile("^ [A-Z.]{1,6} +(\\w[\\w.-]*) +[AVN|]+->[AVN|]+(?: +(.*))?$");
    private static final Pattern ACCELERATION = Pattern.compile("^\\w[\\w-]*$");
    /** Newer versions have a third column for devices. Of several ids the first counts. A name may be missing. */
    private static final Pattern FORMAT =
            Pattern.compile("^ ([D. ])([E. ])[d. ]{0,2} +(\\w[\\w.+-]*)(?:,[\\w.,+-]*)?(?: +(.*))?$");

    private static final Pattern CODEC =
            Pattern.compile("^ ([D.])([E.])([VAS])[A-Z.]{1,6} +(\\w[\\w.+-]*)(?: +(.*))?$");
    private static final String DECODERS = "(decoders: ";
    private static final String ENCODERS = "(encoders: ";
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern PROTOCOL = Pattern.compile("^\\w[\\w.+-]*$");

    private Listings() {}

    /** The output of {@code -filters}. */
    static List<Skill> filters(List<String> lines) {
        List<Skill> found = new ArrayList<>();
        for (String line : lines) {
            Matcher filter = FILTER.matcher(line);
            if (filter.matches()) {
                found.add(new Skill(filter.group(1), text(filter, 2)));
            }
        }
        return List.copyOf(found);
    }

    /** The output of {@code -hwaccels}. */
    static List<Skill> hwaccels(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .dropWhile(line -> !line.equals("Hardware acceleration methods:"))
                .filter(line -> ACCELERATION.matcher(line).matches())
                .map(Skill::of)
                .toList();
    }

    /** The output of {@code -formats} and of {@code -devices}. */
    static Formats formats(List<String> lines) {
        List<Skill> demuxers = new ArrayList<>();
        List<Skill> muxers = new ArrayList<>();
        for (String line : lines) {
            Matcher format = FORMAT.matcher(line);
            if (format.matches()) {
                Skill skill = new Skill(format.group(3), text(format, 4));
                if (format.group(1).equals("D")) {
                    demuxers.add(skill);
                }
                if (format.group(2).equals("E")) {
                    muxers.add(skill);
                }
            }
        }
        return new Formats(List.copyOf(demuxers), List.copyOf(muxers));
    }

    /** The output of {@code -codecs}; codecs of data and attachments are left out. */
    static Codecs codecs(List<String> lines) {
        List<Codec> audio = new ArrayList<>();
        List<Codec> video = new ArrayList<>();
        List<Codec> subtitle = new ArrayList<>();
        for (String line : lines) {
            Matcher codec = CODEC.matcher(line);
            if (codec.matches()) {
                List<Codec> kind = switch (codec.group(3)) {
                    case "A" -> audio;
                    case "V" -> video;
                    default -> subtitle;
                };
                kind.add(codec(codec));
            }
        }
        return new Codecs(List.copyOf(audio), List.copyOf(video), List.copyOf(subtitle));
    }

    private static Codec codec(Matcher codec) {
        String id = codec.group(4);
        String text = text(codec, 5);
        String name = before(DECODERS, before(ENCODERS, text)).strip();
        return new Codec(
                id,
                name,
                codec.group(2).equals("E") ? coders(ENCODERS, text, id) : List.of(),
                codec.group(1).equals("D") ? coders(DECODERS, text, id) : List.of());
    }

    private static String before(String mark, String text) {
        int position = text.indexOf(mark);
        return position < 0 ? text : text.substring(0, position);
    }

    /** They are listed only if they are not just the one with the name of the codec. */
    private static List<String> coders(String mark, String text, String id) {
        int start = text.indexOf(mark);
        if (start < 0) {
            return List.of(id);
        }
        int end = text.indexOf(')', start);
        String names = text.substring(start + mark.length(), end < 0 ? text.length() : end);
        return BLANKS.splitAsStream(names).filter(name -> !name.isEmpty()).toList();
    }

    /** The output of {@code -protocols}. */
    static Protocols protocols(List<String> lines) {
        List<Skill> input = new ArrayList<>();
        List<Skill> output = new ArrayList<>();
        List<Skill> section = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            switch (text) {
                case "Input:" -> section = input;
                case "Output:" -> section = output;
                default -> {
                    if (PROTOCOL.matcher(text).matches()) {
                        section.add(Skill.of(text));
                    }
                }
            }
        }
        return new Protocols(List.copyOf(input), List.copyOf(output));
    }

    private static String text(Matcher line, int group) {
        String text = line.group(group);
        return text == null ? "" : text.strip();
    }
}
