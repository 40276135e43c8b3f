package media.kern.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what is known about options against the installed FFmpeg. */
class CommandFlagsTest {
    private static final Pattern OPTION = Pattern.compile("^-([\\w?-]+)(?:\\[\\S*)?( <\\w)?", Pattern.MULTILINE);

    /** They are known only to some builds, or their number of arguments differs between versions. */
    private static final List<String> VARYING = List.of("autorotate", "autoscale", "isync");

    @TempDir
    Path folder;

    @Test
    void knowsWhichOptionsOfTheInstalledFfmpegTakeAValue() throws Exception {
        String help = run(List.of("-h", "full"));
        List<MatchResult> options = OPTION.matcher(help.substring(0, help.indexOf("AVOptions:")))
                .results()
                .filter(option -> !VARYING.contains(option.group(1)))
                .toList();
        List<String> wrong = new ArrayList<>();
        for (MatchResult option : options) {
            String name = option.group(1);
            // Some options with a value are listed without one, and some flags with one.
            boolean certain = option.group(2) != null && CommandFlags.takes(name, "");
            if (!certain && CommandFlags.takes(name, "") != needsValue(name)) {
                wrong.add(name);
            }
        }
        assertThat(options)
                .extracting(option -> option.group(1))
                .hasSizeGreaterThan(100)
                .contains("y", "re", "vn", "progress");
        assertThat(wrong).isEmpty();
    }

    /** At the end of a command, FFmpeg misses the value of an option that takes one. */
    private boolean needsValue(String name) throws IOException, InterruptedException {
        return run(List.of("-" + name)).contains("Missing argument for option '" + name + "'");
    }

    @Test
    void splitsACommandLikeFfmpeg() throws Exception {
        // Every word that is neither an option nor its value is an output, so the file is written if both agree.
        List<String> options = List.of(
                "-y",
                "-nostdin",
                "-nostats",
                "-metadata",
                "-y",
                "-map",
                "0:v",
                "-an",
                "-frames:v",
                "1",
                "-f",
                "rawvideo");
        String extra = folder.resolve("-extra").toString();
        List<CommandGroup> groups = CommandLine.groups(List.of(
                new CommandPart(CommandPart.Kind.INPUT, "in", List.of("-re", "-f", "lavfi"), "nullsrc=s=16x16:d=1"),
                new CommandPart(CommandPart.Kind.OUTPUT, "out", concat(options, List.of(extra)), "-")));
        assertThat(groups).extracting(CommandGroup::address).containsExactly("nullsrc=s=16x16:d=1", extra, "-");

        List<String> command = new ArrayList<>(List.of("-re", "-f", "lavfi", "-i", "nullsrc=s=16x16:d=1"));
        command.addAll(options);
        command.add(extra);
        run(command);
        assertThat(folder.resolve("-extra")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "y, x, false",
        "noy, x, false",
        "noautorotate, x, false",
        "autorotate, 0, true",
        "autorotate, x, false",
        "isync, -1, true",
        "notes, x, true",
        "metadata, -y, true",
        "version, x, true",
        "version, -y, false",
        "/filter, x, true",
        "unknown, x, true"
    })
    void tellsFlagsFromOptionsWithAValue(String name, String next, boolean takes) {
        assertThat(CommandFlags.takes(name, next)).isEqualTo(takes);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private String run(List<String> arguments) throws IOException, InterruptedException {
        Process ffmpeg = new ProcessBuilder(concat(List.of("ffmpeg", "-hide_banner"), arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String output = new String(ffmpeg.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(ffmpeg.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
