package media.kern.ffmpeg.skills;

import java.nio.file.Path;
import java.util.Optional;
import media.kern.ffmpeg.child.Executable;

/**
 * Where the devices of a machine can be found.
 *
 * @param sound the folder in which ALSA describes its cards
 * @param devices the folder of the device files
 * @param v4l2Ctl the program that knows cameras, if it is installed
 * @param fbset the program that knows framebuffers, if it is installed
 */
public record HardwareSources(Path sound, Path devices, Optional<Path> v4l2Ctl, Optional<Path> fbset) {

    /** Those of this machine; programs are looked for in {@code searchPath}, as the variable {@code PATH}. */
    public static HardwareSources ofSystem(String searchPath) {
        return new HardwareSources(
                Path.of("/proc/asound"),
                Path.of("/dev"),
                Executable.find("v4l2-ctl", searchPath),
                Executable.find("fbset", searchPath));
    }
}
