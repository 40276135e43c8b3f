package media.kern.core.leg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import media.kern.ffmpeg.child.Executable;

/** Short sources of many kinds, made by FFmpeg. */
public final class Sources {
    private static final List<String> VIDEO = List.of("-f", "lavfi", "-i", "testsrc2=size=128x96:rate=25:duration=20");
    private static final List<String> AUDIO = List.of("-f", "lavfi", "-i", "sine=duration=20");

    private Sources() {}

    /** FFmpeg of this system. */
    public static Path ffmpeg() {
        return Executable.find("ffmpeg", System.getenv("PATH")).orElseThrow();
    }

    /** The options of an encoder, by a short name. */
    private static List<String> encoder(String name) {
        String options = switch (name) {
            case "h264" -> "-c:v libx264 -preset veryfast -g 25 -bf 0 -pix_fmt yuv420p";
            case "h264-bframes" -> "-c:v libx264 -preset veryfast -g 25 -bf 2 -x264-params b-adapt=0 -pix_fmt yuv420p";
            case "h264-444" -> "-c:v libx264 -preset veryfast -g 25 -bf 0 -pix_fmt yuv444p";
            case "hevc" ->
                "-c:v libx265 -preset ultrafast -x265-params bframes=0:keyint=25:log-level=none -pix_fmt yuv420p";
            case "hevc-bframes" ->
                "-c:v libx265 -preset ultrafast -x265-params bframes=3:b-adapt=0:keyint=25:log-level=none -pix_fmt yuv420p";
            case "vp8" -> "-c:v libvpx -deadline realtime -cpu-used 8 -g 25";
            case "vp9" -> "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25";
            case "av1" -> "-c:v libaom-av1 -cpu-used 8 -usage realtime -g 25";
            case "mjpeg" -> "-c:v mjpeg -q:v 5";
            case "aac" -> "-c:a aac";
            case "opus" -> "-c:a libopus";
            default -> throw new IllegalArgumentException(name);
        };
        return List.of(options.split(" "));
    }

    /** A file with these streams; {@code -} is none. */
    public static Path make(Path file, String video, String audio) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        if (!video.equals("-")) {
            arguments.addAll(VIDEO);
        }
        if (!audio.equals("-")) {
            arguments.addAll(AUDIO);
        }
        if (!video.equals("-")) {
            arguments.addAll(encoder(video));
        }
        if (!audio.equals("-")) {
            arguments.addAll(encoder(audio));
        }
        arguments.add(file.toString());
        run(arguments);
        return file;
    }

    /** Runs FFmpeg to its end. */
    public static void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ffmpeg().toString(), "-y", "-nostdin", "-loglevel", "error"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("FFmpeg failed: " + command);
        }
    }
}
