package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;

/** Finds the devices of this machine, for the kinds of devices FFmpeg lists. What is not installed is no error. */
final class HardwareDevices {
    private static final int MAX_FILE_BYTES = 64 * 1024;
    private static final int MAX_FRAMEBUFFERS = 32;

    private final ChildLauncher launcher;
    private final Path ffmpeg;
    private final HardwareSources sources;

    HardwareDevices(ChildLauncher launcher, Path ffmpeg, HardwareSources sources) {
        this.launcher = launcher;
        this.ffmpeg = ffmpeg;
        this.sources = sources;
    }

    /** @param errors is told why the devices of a kind cannot be found */
    Devices of(Formats kinds, Consumer<String> errors) {
        Map<String, List<HardwareDevice>> found = new HashMap<>();
        return new Devices(
                kinds.demuxers().stream()
                        .map(kind -> device(kind, found, errors))
                        .toList(),
                kinds.muxers().stream().map(kind -> device(kind, found, errors)).toList());
    }

    private Device device(Skill kind, Map<String, List<HardwareDevice>> found, Consumer<String> errors) {
        List<HardwareDevice> devices = found.computeIfAbsent(kind.id(), id -> {
            try {
                return find(id, errors);
            } catch (IOException e) {
                errors.accept("devices of " + id + ": " + e.getMessage());
                return List.of();
            }
        });
        return new Device(kind.id(), kind.name(), devices);
    }

    private List<HardwareDevice> find(String kind, Consumer<String> errors) throws IOException {
        return switch (kind) {
            case "alsa" ->
                AlsaCards.parse(
                        read(sources.sound().resolve("cards")),
                        read(sources.sound().resolve("devices")));
            case "video4linux2" -> cameras();
            case "avfoundation" -> AvFoundation.find(new Question(launcher, ffmpeg));
            case "fbdev" -> framebuffers(errors);
            default -> List.of();
        };
    }

    private List<HardwareDevice> cameras() throws IOException {
        Optional<Path> program = sources.v4l2Ctl();
        // It fails if there is no camera, or if one of several cannot be opened.
        return program.isEmpty()
                ? List.of()
                : Cameras.parse(
                        new Question(launcher, program.get()).askInSpiteOfFailure(Output.STDOUT, "--list-devices"));
    }

    private List<HardwareDevice> framebuffers(Consumer<String> errors) {
        List<HardwareDevice> found = new ArrayList<>();
        Optional<Path> program = sources.fbset();
        for (int number = 0; number < MAX_FRAMEBUFFERS; number++) {
            Path file = sources.devices().resolve("fb" + number);
            if (!Files.exists(file)) {
                break;
            }
            String extra = "";
            if (program.isPresent()) {
                try {
                    extra = Framebuffer.describe(new Question(launcher, program.get())
                            .askInSpiteOfFailure(Output.STDOUT, "-s", "-fb", file.toString()));
                } catch (IOException e) {
                    errors.accept("format of " + file + ": " + e.getMessage());
                    program = Optional.empty(); // It would not answer for the next one either, and take its time.
                }
            }
            found.add(new HardwareDevice(file.toString(), file.toString(), extra, HardwareDevice.VIDEO));
        }
        return List.copyOf(found);
    }

    private static List<String> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
