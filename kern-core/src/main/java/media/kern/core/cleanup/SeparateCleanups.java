package media.kern.core.cleanup;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import media.kern.core.process.CleanupRule;
import media.kern.core.process.ProcessFiles;

/**
 * The rules of all processes where some file systems are on other machines: each of those has a thread of its own, so
 * that one which is slow to answer keeps no other from being cleaned.
 */
public final class SeparateCleanups implements ProcessFiles, AutoCloseable {
    private final List<Cleanup> all;

    /**
     * @param local the file systems of this machine
     * @param remote those of others
     */
    public SeparateCleanups(List<CleanedFiles> local, List<CleanedFiles> remote, InstantSource clock) {
        this.all = Stream.concat(Stream.of(local), remote.stream().map(List::of))
                .map(places -> new Cleanup(places, clock))
                .toList();
    }

    /** Begins to apply the rules, once. */
    public void start() {
        all.forEach(Cleanup::start);
    }

    @Override
    public void keep(String processId, List<CleanupRule> rules) {
        all.forEach(cleanup -> cleanup.keep(processId, rules));
    }

    @Override
    public void forget(String processId) {
        all.forEach(cleanup -> cleanup.forget(processId));
    }

    @Override
    public void purge(String processId) {
        all.forEach(cleanup -> cleanup.purge(processId));
    }

    /** Ends the threads. */
    @Override
    public void close() {
        all.forEach(Cleanup::close);
    }
}
