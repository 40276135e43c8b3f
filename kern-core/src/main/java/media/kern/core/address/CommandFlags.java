package media.kern.core.address;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * How many arguments an option of FFmpeg takes: one, unless it is among these. The sets are the union of FFmpeg 4.4 to
 * 8.0; a flag of a later version has to be added, since it is taken for an option with a value.
 */
final class CommandFlags {
    private static final Set<String> FLAGS = Set.of(
            "accurate_seek",
            "an",
            "auto_conversion_filters",
            "benchmark",
            "benchmark_all",
            "bitexact",
            "copy_unknown",
            "copyinkf",
            "copyts",
            "debug_ts",
            "deinterlace",
            "display_hflip",
            "display_vflip",
            "dn",
            "dump",
            "find_stream_info",
            "fix_sub_duration",
            "fix_sub_duration_heartbeat",
            "force_fps",
            "hex",
            "hide_banner",
            "ignore_unknown",
            "intra",
            "jsonstats",
            "n",
            "print_graphs",
            "psnr",
            "qphist",
            "re",
            "recast_media",
            "report",
            "same_quant",
            "sameq",
            "shortest",
            "sn",
            "start_at_zero",
            "stats",
            "stdin",
            "vn",
            "vstats",
            "xerror",
            "y");

    /** Flags of some versions that take a number in others. */
    private static final Set<String> SOMETIMES = Set.of("autorotate", "autoscale", "isync");

    /** They make FFmpeg print something and end. The next argument, if there is one, is theirs. */
    private static final Set<String> EXITS = Set.of(
            "-help",
            "?",
            "L",
            "bsfs",
            "buildconf",
            "codecs",
            "colors",
            "decoders",
            "demuxers",
            "devices",
            "dispositions",
            "encoders",
            "filters",
            "formats",
            "h",
            "help",
            "hwaccels",
            "layouts",
            "muxers",
            "pix_fmts",
            "protocols",
            "sample_fmts",
            "sinks",
            "sources",
            "version");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}");

    private CommandFlags() {}

    /**
     * Whether an option takes the argument after it.
     *
     * @param name without dash and stream specifier
     * @param next the argument after it, empty if there is none
     */
    static boolean takes(String name, String next) {
        if (EXITS.contains(name)) {
            // What looks like an option is checked as one. That is stricter than FFmpeg, which does nothing then.
            return !next.isEmpty() && !next.startsWith("-");
        }
        if (SOMETIMES.contains(name)) {
            return NUMBER.matcher(next).matches();
        }
        boolean negated = name.startsWith("no") && (isFlag(name.substring(2)) || SOMETIMES.contains(name.substring(2)));
        return !isFlag(name) && !negated;
    }

    static boolean isFlag(String name) {
        return FLAGS.contains(name);
    }
}
