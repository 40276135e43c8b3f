package media.kern.core.address;

import static media.kern.core.address.FileUse.FILE;
import static media.kern.core.address.FileUse.INPUT;
import static media.kern.core.address.FileUse.LIBRARY;
import static media.kern.core.address.FileUse.OUTPUT;
import static media.kern.core.address.FileUse.STATISTICS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which arguments of the filters of FFmpeg 4.4 to 8.0 reach files. Sources that open inputs are not among them. */
final class FilterFiles {
    private static final Map<String, List<Argument>> FILTERS = new HashMap<>();

    static {
        add("ametadata metadata", at(5, 5, OUTPUT, "file"));
        add("whisper", at(4, 9, OUTPUT, "destination"), at(0, 0, INPUT, "model", "vad_model"));
        add("psnr ssim ssim360 vmafmotion xpsnr", at(0, 0, STATISTICS, "stats_file", "f"));
        add("libvmaf libvmaf_cuda", at(1, 3, FILE, "log_path"), at(0, 0, INPUT, "model_path"));
        add("asr", at(6, 6, FILE, "logfn"), at(1, 4, INPUT, "hmm", "dict", "lm", "lmctl"));
        add("curves", at(7, 8, FILE, "plot"), at(6, 6, INPUT, "psfile"));
        add("deshake", at(10, 10, FILE, "filename"));
        add("firequalizer", at(9, 9, FILE, "dumpfile"));
        add("paletteuse", at(5, 6, FILE, "debug_kdtree"));
        add("signature", at(2, 2, FILE, "filename"));
        add("vidstabdetect", at(0, 0, FILE, "result"));
        add("vidstabtransform", at(13, 13, FileUse.MOTION_DUMP, "debug"), at(0, 0, INPUT, "input"));
        add("ladspa", at(0, 0, LIBRARY, "file", "f"));
        add("frei0r frei0r_src", at(0, 0, LIBRARY, "filter_name"));

        add("asendcmd sendcmd", at(1, 1, INPUT, "filename", "f"));
        add("arnndn", at(0, 0, INPUT, "model", "m"));
        add("ass subtitles", at(0, 2, INPUT, "filename", "f", "fontsdir"));
        add("cellauto life removelogo", at(0, 0, INPUT, "filename", "f"));
        add("cover_rect", at(0, 0, INPUT, "cover"));
        add("derain dnn_classify dnn_detect dnn_processing sr", at(1, 6, INPUT, "model", "labels"));
        add("drawtext", at(0, 2, INPUT, "fontfile", "textfile"));
        add("drawvg", at(1, 1, INPUT, "file"));
        add("fieldhint", at(0, 0, INPUT, "hint"));
        add("find_rect", at(0, 0, INPUT, "object"));
        add("flite", at(1, 3, INPUT, "textfile"));
        add("fsync", at(0, 0, INPUT, "file", "f"));
        add("lensfun", at(3, 12, INPUT, "db_path"));
        add("libplacebo", at(20, 99, INPUT, "custom_shader_path", "lut"));
        add("lut1d lut3d", at(0, 0, INPUT, "file"));
        add("nnedi", at(0, 0, INPUT, "weights"));
        add("ocr", at(0, 0, INPUT, "datapath"));
        add("openclsrc program_opencl", at(0, 0, INPUT, "source"));
        add("qrencode qrencodesrc", at(0, 9, INPUT, "textfile", "fontfile"));
        add("selectivecolor", at(10, 10, INPUT, "psfile"));
        add("showcqt", at(18, 24, INPUT, "fontfile", "axisfile"));
        add("sofalizer", at(0, 0, INPUT, "sofa"));
        add("xfade_opencl", at(1, 2, INPUT, "source"));
    }

    private FilterFiles() {}

    /**
     * An argument of a filter.
     *
     * @param first where it may be if it has no name, counted from 0; over all versions
     * @param last as {@code first}, inclusive
     * @param names including its short forms
     */
    private record Argument(int first, int last, FileUse use, Set<String> names) {
        boolean is(String name, int position) {
            return name.isEmpty() ? first <= position && position <= last : names.contains(name);
        }
    }

    private static Argument at(int first, int last, FileUse use, String... names) {
        return new Argument(first, last, use, Set.of(names));
    }

    private static void add(String filters, Argument... arguments) {
        for (String filter : filters.split(" ", -1)) {
            FILTERS.put(filter, List.of(arguments));
        }
    }

    /**
     * What a filter does with the value of an argument; empty if it is for no file.
     *
     * @param argument the name of the argument, or empty
     * @param position of the argument among all, from 0
     */
    static Optional<FileUse> use(String filter, String argument, int position, String value) {
        List<Argument> arguments = FILTERS.get(filter);
        if (arguments == null) {
            // A filter of another version: whatever looks like a path is taken for a file that it writes.
            return value.startsWith("/") || value.contains("../") ? Optional.of(FileUse.ADDRESS) : Optional.empty();
        }
        return arguments.stream()
                .filter(known -> known.is(argument, position))
                .map(Argument::use)
                .findFirst();
    }
}
