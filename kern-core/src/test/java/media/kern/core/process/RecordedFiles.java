package media.kern.core.process;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told, and touches no file. */
final class RecordedFiles implements ProcessFiles {
    /** The rules of every process that has some. */
    final Map<String, List<CleanupRule>> rules = new ConcurrentSkipListMap<>();

    final List<String> purged = new CopyOnWriteArrayList<>();

    @Override
    public void keep(String processId, List<CleanupRule> wanted) {
        if (wanted.isEmpty()) {
            rules.remove(processId);
        } else {
            rules.put(processId, wanted);
        }
    }

    @Override
    public void forget(String processId) {
        rules.remove(processId);
    }

    @Override
    public void purge(String processId) {
        rules.remove(processId);
        purged.add(processId);
    }
}
