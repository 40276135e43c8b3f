package media.kern.core.cleanup;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes all files of a rule, and the folders that it empties. */
final class Purge {
    private static final Logger LOG = LoggerFactory.getLogger("Cleanup");
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final FileSystem files;

    private Purge(FileSystem files) {
        this.files = files;
    }

    /** What can not be listed or removed is logged. */
    static void run(FileRule rule) {
        run(rule, Instant.MAX);
    }

    /** Only files that were stored before that moment. */
    static void run(FileRule rule, Instant before) {
        new Purge(rule.place().files()).purge(rule, before);
    }

    private void purge(FileRule rule, Instant before) {
        List<FileInfo> found;
        try {
            found = files.list(rule.files().literalPrefix(), rule.files().mostSeparators(), rule.files()::matches);
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("id", rule.processId())
                    .addKeyValue("pattern", rule.files())
                    .setCause(e)
                    .log("The files of a deleted process can not be removed");
            return;
        }
        // One file is enough to name a folder.
        Map<String, String> folders = new TreeMap<>(LONGEST_FIRST);
        found.stream()
                .filter(file -> file.lastModified().isBefore(before))
                .map(FileInfo::name)
                .sorted(LONGEST_FIRST)
                .forEach(name -> {
                    attempt(rule, name, files::remove);
                    folders.put(name.substring(0, name.lastIndexOf('/')), name);
                });
        folders.values().forEach(name -> attempt(rule, name, files::removeEmptyFolders));
    }

    private static void attempt(FileRule rule, String name, Removal removal) {
        try {
            removal.run(name);
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("id", rule.processId())
                    .addKeyValue("path", name)
                    .setCause(e)
                    .log("A file of a deleted process, or its folder, can not be removed");
        }
    }

    /** What is done with a name; whether there was something to do does not matter. */
    @FunctionalInterface
    private interface Removal {
        void run(String name) throws IOException;
    }
}
