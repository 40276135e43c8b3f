package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an FFmpeg says about itself.
 *
 * @param version {@code X.Y.Z}, see {@link FfmpegVersion}
 * @param compiler what it was built with; may be empty
 * @param configuration the options it was built with; may be empty
 */
public record FfmpegBuild(String version, String compiler, String configuration, List<Library> libraries) {
    static final FfmpegBuild UNKNOWN = new FfmpegBuild("", "", "", List.of());

    private static final Pattern LIBRARY =
            Pattern.compile("^ *(lib[a-z]+) +(\\d+\\. *\\d+\\. *\\d+) +/ +(\\d+\\. *\\d+\\. *\\d+)");
    private static final String COMPILER = "built with ";
    private static final String CONFIGURATION = "configuration:";

    /**
     * A library of FFmpeg. Versions are as FFmpeg aligns them, such as {@code 5.  7.100}.
     *
     * @param compiled the version FFmpeg was compiled for
     * @param linked the version that was found at run time
     */
    public record Library(String name, String compiled, String linked) {}

    /**
     * Reads the output of {@code -version}.
     *
     * @param binary what was asked, for the error
     * @throws IOException if it does not begin as the output of an FFmpeg does
     */
    static FfmpegBuild parse(Path binary, List<String> lines) throws IOException {
        String version = FfmpegVersion.parse(binary, lines.isEmpty() ? "" : lines.getFirst());
        String compiler = "";
        String configuration = "";
        List<Library> libraries = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            Matcher library = LIBRARY.matcher(line);
            if (text.startsWith(COMPILER)) {
                compiler = text.substring(COMPILER.length()).strip();
            } else if (text.startsWith(CONFIGURATION)) {
                configuration = text.substring(CONFIGURATION.length()).strip();
            } else if (library.find()) {
                libraries.add(new Library(library.group(1), library.group(2), library.group(3)));
            }
        }
        return new FfmpegBuild(version, compiler, configuration, List.copyOf(libraries));
    }
}
