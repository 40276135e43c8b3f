package media.kern.ffmpeg.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what an earlier run of this installation left behind: children that carry its id and whose parent is no longer
 * the Kern that started them. Normally the kernel has done that already, see {@link ChildLauncher}.
 */
public final class OrphanReaper {
    private static final Logger LOG = LoggerFactory.getLogger("Process");

    private OrphanReaper() {}

    /**
     * @param owner the id of this installation
     * @return how many process groups were ended
     */
    public static int reap(String owner) {
        Path proc = Path.of("/proc");
        if (!Files.isDirectory(proc)) {
            return 0;
        }
        int reaped = 0;
        try (Stream<Path> entries = Files.list(proc)) {
            for (Path entry : (Iterable<Path>) entries.filter(OrphanReaper::isProcess)::iterator) {
                if (isOrphan(entry, owner)) {
                    long pid = Long.parseLong(entry.getFileName().toString());
                    LOG.atWarn().addKeyValue("pid", pid).log("Ending an FFmpeg that an earlier run left behind");
                    Libc.kill(-pid, Libc.SIGKILL);
                    Libc.kill(pid, Libc.SIGKILL);
                    reaped++;
                }
            }
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Processes of an earlier run cannot be looked for");
        }
        return reaped;
    }

    private static boolean isProcess(Path entry) {
        return entry.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    private static boolean isOrphan(Path entry, String owner) {
        try {
            List<String> environment =
                    Arrays.asList(Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1)
                            .split("\0"));
            if (!environment.contains(ChildLauncher.OWNER_VARIABLE + "=" + owner)) {
                return false;
            }
            String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            String parent = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1];
            String starter = ChildLauncher.PARENT_VARIABLE + "=";
            return environment.stream()
                    .filter(variable -> variable.startsWith(starter))
                    .anyMatch(variable -> !variable.equals(starter + parent));
        } catch (IOException e) {
            return false; // Gone meanwhile, or of another user.
        }
    }
}
