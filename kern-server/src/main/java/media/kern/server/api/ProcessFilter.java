package media.kern.server.api;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import media.kern.core.glob.Glob;
import media.kern.core.glob.GlobSyntaxException;
import media.kern.core.process.ManagedProcess;
import media.kern.server.http.Query;

/**
 * Which processes and which parts of them a query asks for.
 *
 */
record ProcessFilter(boolean config, boolean state, boolean report, boolean metadata) {
    private static final ProcessFilter ALL = new ProcessFilter(true, true, true, true);

    /** The parts named by the parameter {@code filter}; all if it names none, none if it only has unknown words. */
    static ProcessFilter parts(Query query) {
        List<String> words = words(query.get("filter"));
        return words.isEmpty()
                ? ALL
                : new ProcessFilter(
                        words.contains("config"),
                        words.contains("state"),
                        words.contains("report"),
                        words.contains("metadata"));
    }

    /** The processes a query selects, in the order of their ids. */
    static List<ManagedProcess> select(Query query, List<ManagedProcess> all) {
        Stream<ManagedProcess> selected = all.stream();
        try {
            if (!query.get("idpattern").isEmpty()) {
                Glob pattern = Glob.compile(query.get("idpattern"));
                selected = selected.filter(
                        process -> pattern.matches(process.config().id()));
            }
            if (!query.get("refpattern").isEmpty()) {
                Glob pattern = Glob.compile(query.get("refpattern"));
                selected = selected.filter(
                        process -> pattern.matches(process.config().reference()));
            }
        } catch (GlobSyntaxException e) {
            return List.of();
        }
        String reference = query.get("reference");
        if (!reference.isEmpty()) {
            return selected.filter(process -> process.config().reference().equals(reference))
                    .toList();
        }
        Set<String> ids = new LinkedHashSet<>(words(query.get("id")));
        return ids.isEmpty()
                ? selected.toList()
                : selected.filter(process -> ids.contains(process.config().id()))
                        .toList();
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(",")).filter(word -> !word.isEmpty()).collect(Collectors.toList());
    }
}
