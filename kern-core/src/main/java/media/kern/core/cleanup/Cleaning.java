package media.kern.core.cleanup;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import media.kern.core.fs.FileInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies all rules of one file system, again and again. Belongs to one thread. */
final class Cleaning {
    private static final Logger LOG = LoggerFactory.getLogger("Cleanup");
    private static final Comparator<FileInfo> OLDEST_FIRST =
            Comparator.comparing(FileInfo::lastModified).thenComparing(FileInfo::name);

    private final CleanedFiles place;
    private final BooleanSupplier closed;
    /** Rules whose last run failed to list, or to remove, files. */
    private final Set<FileRule> unlisted = new HashSet<>();

    private final Set<FileRule> failing = new HashSet<>();
    private List<Scan> scans = List.of();

    /** @param closed asked between steps; a run ends early when it is true */
    Cleaning(CleanedFiles place, BooleanSupplier closed) {
        this.place = place;
        this.closed = closed;
    }

    CleanedFiles place() {
        return place;
    }

    /** The rules from now on; those of other file systems, and those that limit nothing, are not meant. */
    void replan(Collection<FileRule> rules) {
        List<FileRule> mine = rules.stream()
                .filter(rule -> rule.place().equals(place) && rule.limits())
                .toList();
        Map<String, Scan> earlier = scans.stream().collect(Collectors.toMap(Scan::prefix, Function.identity()));
        scans = Scan.of(place.files(), mine);
        for (Scan scan : scans) {
            Scan same = earlier.get(scan.prefix());
            if (same != null) {
                scan.resume(same);
            }
        }
        Set<FileRule> known = Set.copyOf(mine);
        unlisted.retainAll(known);
        failing.retainAll(known);
    }

    /** Removes what the rules do not allow to stay. What fails is logged when it begins to fail. */
    void run(Instant now) {
        for (Scan scan : scans) {
            if (closed.getAsBoolean()) {
                return;
            }
            try {
                Set<String> gone = new HashSet<>();
                scan.list(place.files()).forEach((rule, files) -> apply(rule, files, gone, now));
                scan.rules().forEach(unlisted::remove);
            } catch (IOException | RuntimeException e) {
                if (unlisted.addAll(scan.rules())) {
                    LOG.atWarn()
                            .addKeyValue("filesystem", place.files().name())
                            .addKeyValue("files", scan.prefix())
                            .setCause(e)
                            .log("Cleanup rules can not be applied");
                }
            }
        }
    }

    private void apply(FileRule rule, List<FileInfo> files, Set<String> gone, Instant now) {
        files.removeIf(file -> gone.contains(file.name()));
        long excess = rule.excess(files.size());
        if (excess > 0 || rule.limitsAge()) {
            files.sort(OLDEST_FIRST);
        }
        boolean failed = false;
        for (int i = 0; i < files.size() && !closed.getAsBoolean(); i++) {
            FileInfo file = files.get(i);
            if (i >= excess && !rule.tooOld(file.lastModified(), now)) {
                break;
            }
            if (remove(rule, file)) {
                gone.add(file.name());
            } else {
                failed = true;
            }
        }
        if (!failed) {
            failing.remove(rule);
        }
    }

    private boolean remove(FileRule rule, FileInfo file) {
        try {
            place.files().remove(file.name());
            LOG.atDebug()
                    .addKeyValue("filesystem", place.files().name())
                    .addKeyValue("path", file.name())
                    .addKeyValue("pattern", rule.files())
                    .log("Removed");
            return true;
        } catch (IOException | RuntimeException e) {
            if (failing.add(rule)) {
                LOG.atWarn()
                        .addKeyValue("id", rule.processId())
                        .addKeyValue("filesystem", place.files().name())
                        .addKeyValue("path", file.name())
                        .setCause(e)
                        .log("A cleanup rule can not remove a file");
            }
            return false;
        }
    }
}
