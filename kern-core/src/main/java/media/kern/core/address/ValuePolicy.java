package media.kern.core.address;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the values of options and of arguments of filters by what FFmpeg does with them. */
final class ValuePolicy {
    /** How deep graphs and lists of options may be inside of each other. */
    static final int MAX_NESTING = 8;

    private static final Set<String> YES = Set.of("1", "true", "y", "yes", "enable", "enabled", "on");
    private static final Set<String> NO = Set.of("0", "false", "n", "no", "disable", "disabled", "off");

    /** Their inputs are programs. */
    private static final Set<String> SCRIPTS = Set.of("avisynth", "vapoursynth");

    /** Protocols that open files, for playlists that would otherwise be kept away from them. */
    private static final Set<String> FILE_PROTOCOLS =
            Set.of("all", "async", "bluray", "cache", "concat", "concatf", "crypto", "file", "hls", "subfile", "unix");

    /** ALSA's own names can be definitions of devices that write files and start programs. */
    private static final Pattern SOUND_DEVICE = Pattern.compile("(?!.*\\b(file|tee)\\b)[\\w:=,.-]*");

    /** They become part of the address: dots could lead out of the folder. */
    private static final Pattern STREAM_NAMES = Pattern.compile("[^/.]*");

    /** The flag, and what may include it: a number, or a name of more than one flag. */
    private static final Pattern FIRST_PASS = Pattern.compile("pass1|\\b(all|max|\\d)");

    private final AddressPolicy addresses;
    private final EncoderParameters parameters;
    private final GraphPolicy graphs;

    ValuePolicy(AddressPolicy addresses) {
        this.addresses = addresses;
        this.parameters = new EncoderParameters(addresses);
        this.graphs = new GraphPolicy(addresses, this);
    }

    /**
     * Checks the value of an option.
     *
     * @param name without stream specifier
     * @param output the address of the output it is for, empty if it is for none
     * @param nesting how often something may still be inside of something else
     * @throws AddressException if FFmpeg would reach a file outside
     */
    OutputKind option(String name, String value, String output, int nesting) throws AddressException {
        Optional<FileUse> use = FileOptions.use(name, value);
        return use.isPresent() ? check(use.get(), value, output, nesting) : OutputKind.STREAM;
    }

    OutputKind check(FileUse use, String value, String output, int nesting) throws AddressException {
        if (value.length() > AddressPolicy.MAX_LENGTH) {
            throw new AddressException(
                    "it has " + value.length() + " characters, the limit is " + AddressPolicy.MAX_LENGTH);
        }
        switch (use) {
            case INPUT -> addresses.checkRead(value);
            case INPUTS -> {
                for (String part : value.split(",", -1)) {
                    addresses.checkRead(part);
                }
            }
            case LIBRARY ->
                require(
                        value.indexOf('/') < 0 && !value.startsWith("."),
                        "a library is given by its name, not by its path: " + value);
            case PRESET -> require(value.indexOf('/') < 0 || !addresses.confinesOutputs(), hidden(value));
            case HIDDEN -> require(!addresses.confinesOutputs(), hidden(value));
            case FORMAT ->
                require(
                        !SCRIPTS.contains(value.toLowerCase(Locale.ROOT)),
                        "an input of the format " + value + " is a program");
            case STREAM_NAMES ->
                require(
                        STREAM_NAMES.matcher(value).matches() || !addresses.confinesOutputs(),
                        "a name with a slash or a dot is not allowed");
            case SAFETY, ABSOLUTE_REFERENCES, EXTENSIONS, PROTOCOLS -> references(use, value);
            default -> {
                return written(use, value, output, nesting);
            }
        }
        return OutputKind.STREAM;
    }

    private OutputKind written(FileUse use, String value, String output, int nesting) throws AddressException {
        boolean standardOutput = value.equals("-");
        return switch (use) {
            case OUTPUT -> standardOutput ? OutputKind.STREAM : addresses.checkWritten(value);
            case STATISTICS -> standardOutput || value.isEmpty() ? OutputKind.STREAM : addresses.writtenFile(value);
            case FILE -> addresses.writtenFile(value);
            case MOTION_DUMP -> value.equals("0") ? OutputKind.STREAM : addresses.writtenFile("global_motions.trf");
            case BESIDE -> beside(value, output);
            case GRAPH -> graph(value, nesting);
            case DICTIONARY -> dictionary(value, output, nesting);
            case PARAMETERS -> parameters.check(value);
            case CODEC_FLAGS -> FIRST_PASS.matcher(value).find() ? parameters.writesStatistics() : OutputKind.STREAM;
            default -> {
                require(!value.isEmpty() || !addresses.confinesOutputs(), "without a name, the input would give it");
                yield addresses.checkWritten(value);
            }
        };
    }

    /** FFmpeg puts the folder of the output in front of most names; one that is an address itself must be fine, too. */
    private OutputKind beside(String value, String output) throws AddressException {
        // With variables in the address, "beside" may be one folder higher.
        require(
                !addresses.confinesOutputs() || !List.of(value.split("/", -1)).contains(".."),
                "a name that leads to another folder is not allowed: " + value);
        if (output.isEmpty()) {
            return OutputKind.STREAM;
        }
        String folder = output.substring(0, output.lastIndexOf('/') + 1);
        OutputKind kind = addresses.checkWritten(folder + value);
        boolean whole = value.startsWith("/") || AddressPolicy.isAddress(value);
        return whole ? kind.and(addresses.checkWritten(value)) : kind;
    }

    OutputKind graph(String graph, int nesting) throws AddressException {
        requireNesting(nesting);
        return graphs.check(graph, nesting - 1);
    }

    private OutputKind dictionary(String options, String output, int nesting) throws AddressException {
        requireNesting(nesting);
        return options(KeyValue.dictionary(options), output, nesting - 1);
    }

    /** Checks the options that are given to one muxer or demuxer. */
    OutputKind options(List<KeyValue> options, String output, int nesting) throws AddressException {
        OutputKind kind = OutputKind.STREAM;
        for (KeyValue option : options) {
            kind = kind.and(option(option.key(), option.value(), output, nesting));
        }
        return kind;
    }

    /**
     * Checks an input that is to be a graph or a file.
     *
     * @param format in lower case, empty if FFmpeg has to find out
     * @return whether the input writes to the disk, which filters of a graph do
     */
    OutputKind input(String format, String address, int nesting) throws AddressException {
        check(FileUse.FORMAT, format, "", nesting);
        if (format.equals("lavfi")) {
            return graph(address, nesting);
        }
        requirePlainDevice(format, address);
        if (!InputConfinement.isNamedDevice(format)) {
            addresses.checkRead(address);
        }
        return OutputKind.STREAM;
    }

    /** An input or output of ALSA has to be a name, not a definition. */
    void requirePlainDevice(String format, String address) throws AddressException {
        require(
                !format.equalsIgnoreCase("alsa")
                        || SOUND_DEVICE.matcher(address).matches(),
                "it is not the plain name of a device");
    }

    /** What makes FFmpeg trust the contents of inputs that refer to other files. */
    private void references(FileUse use, String value) throws AddressException {
        if (!addresses.confinesInputs()) {
            return;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        List<String> elements = List.of(lower.split(",", -1));
        boolean safe = switch (use) {
            case SAFETY -> YES.contains(lower);
            case ABSOLUTE_REFERENCES -> NO.contains(lower);
            case EXTENSIONS -> !elements.contains("all");
            default -> elements.stream().noneMatch(FILE_PROTOCOLS::contains);
        };
        require(safe, "'" + value + "' would let an input refer to any file (ffmpeg.access.input.confine)");
    }

    private static String hidden(String file) {
        return "what is in the file " + file + " can't be checked";
    }

    static void requireNesting(int nesting) throws AddressException {
        require(nesting > 0, "more than " + MAX_NESTING + " graphs, tees or lists of options are inside of each other");
    }

    private static void require(boolean fine, String reason) throws AddressException {
        if (!fine) {
            throw new AddressException(reason);
        }
    }
}
