package media.kern.core.process;

import java.util.List;

/**
 * Looks after the files that processes write. Rules belong to the id of a process; their patterns have all placeholders
 * replaced.
 */
public interface ProcessFiles {
    /** Applies these rules from now on, whether the process runs or not, instead of those it had. */
    void keep(String processId, List<CleanupRule> rules);

    /** Applies the rules of this id no longer. Touches no file. */
    void forget(String processId);

    /**
     * Applies the rules of this id no longer, and removes the files of those that say so. Waits until they are gone; what
     * can not be removed is logged.
     */
    void purge(String processId);
}
