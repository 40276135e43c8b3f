package media.kern.core.cleanup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.FileSystem;

/**
 * One listing and the rules that share it. Which rules a name matches is remembered from one run to the next, so that
 * only new names are compared with patterns.
 */
final class Scan {
    /** The most names remembered; the others are compared every time. */
    private static final int MAX_REMEMBERED = 100_000;

    private final String prefix;
    private final List<FileRule> rules;
    private int maxElements;
    private Map<String, List<FileRule>> remembered = Map.of();

    private Scan(String prefix) {
        this.prefix = prefix;
        this.rules = new ArrayList<>();
    }

    /** As few listings as cover all rules. */
    static List<Scan> of(FileSystem files, Collection<FileRule> rules) {
        TreeMap<String, Scan> byPrefix = new TreeMap<>();
        for (FileRule rule : rules) {
            String prefix = files.listingPrefix(rule.files().literalPrefix());
            byPrefix.computeIfAbsent(prefix, Scan::new).add(rule);
        }
        List<Scan> scans = new ArrayList<>();
        for (Scan scan : byPrefix.values()) {
            if (!scans.isEmpty() && scans.getLast().covers(scan)) {
                scan.rules.forEach(scans.getLast()::add);
            } else {
                scans.add(scan);
            }
        }
        return scans;
    }

    private void add(FileRule rule) {
        rules.add(rule);
        maxElements = Math.max(maxElements, rule.files().mostSeparators());
    }

    private boolean covers(Scan other) {
        return other.prefix.startsWith(prefix) && other.maxElements <= maxElements;
    }

    /** Takes over what an earlier scan of the same rules remembers. */
    void resume(Scan earlier) {
        if (earlier.rules.equals(rules)) {
            remembered = earlier.remembered;
        }
    }

    String prefix() {
        return prefix;
    }

    List<FileRule> rules() {
        return rules;
    }

    /** Lists once: the files of each rule that has some. */
    SequencedMap<FileRule, List<FileInfo>> list(FileSystem files) throws IOException {
        SequencedMap<FileRule, List<FileInfo>> found = new LinkedHashMap<>();
        Map<String, List<FileRule>> seen = new HashMap<>();
        for (FileInfo file : files.list(prefix, maxElements, name -> true)) {
            List<FileRule> matching = remembered.get(file.name());
            if (matching == null) {
                matching = rules.stream()
                        .filter(rule -> rule.files().matches(file.name()))
                        .toList();
            }
            if (seen.size() < MAX_REMEMBERED) {
                seen.put(file.name(), matching);
            }
            for (FileRule rule : matching) {
                found.computeIfAbsent(rule, none -> new ArrayList<>()).add(file);
            }
        }
        remembered = seen;
        return found;
    }
}
