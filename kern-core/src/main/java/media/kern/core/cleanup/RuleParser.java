package media.kern.core.cleanup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import media.kern.core.glob.Glob;
import media.kern.core.glob.GlobSyntaxException;
import media.kern.core.process.CleanupRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Understands patterns of the form {@code <file system>:<glob>}. */
final class RuleParser {
    /** The most rules of a process. */
    static final int MAX_RULES = 1000;

    /** The most characters in all patterns of a process: a compiled one takes about fifty times the memory. */
    static final int MAX_CHARACTERS = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger("Cleanup");

    private final List<CleanedFiles> places;

    RuleParser(List<CleanedFiles> places) {
        this.places = List.copyOf(places);
    }

    /** The rules that can be applied. Those of unknown file systems are left out; others that are, are logged. */
    List<FileRule> parse(String processId, List<CleanupRule> rules) {
        List<FileRule> parsed = new ArrayList<>();
        long characters = 0;
        for (int i = 0; i < rules.size(); i++) {
            characters += rules.get(i).pattern().length();
            if (i == MAX_RULES || characters > MAX_CHARACTERS) {
                LOG.atWarn()
                        .addKeyValue("id", processId)
                        .addKeyValue("ignored", rules.size() - i)
                        .log("Ignoring cleanup rules: the limit for a process is " + MAX_RULES + " rules with "
                                + MAX_CHARACTERS + " characters together");
                break;
            }
            parse(processId, rules.get(i)).ifPresent(parsed::add);
        }
        return List.copyOf(parsed);
    }

    private Optional<FileRule> parse(String processId, CleanupRule rule) {
        int colon = rule.pattern().indexOf(':');
        String name = rule.pattern().substring(0, Math.max(0, colon));
        Optional<CleanedFiles> place =
                places.stream().filter(known -> known.isCalled(name)).findFirst();
        if (place.isEmpty()) {
            LOG.atDebug()
                    .addKeyValue("id", processId)
                    .addKeyValue("pattern", rule.pattern())
                    .log("Ignoring a cleanup rule: it does not begin with the name of a file system");
            return Optional.empty();
        }
        try {
            Glob files = Glob.compile(rule.pattern().substring(colon + 1), '/');
            return Optional.of(new FileRule(processId, place.get(), files, rule))
                    .filter(parsed -> canMatch(parsed.files()));
        } catch (GlobSyntaxException e) {
            LOG.atWarn().addKeyValue("id", processId).setCause(e).log("Ignoring a cleanup rule");
            return Optional.empty();
        }
    }

    /** Names begin with a slash. */
    private static boolean canMatch(Glob files) {
        return files.literalPrefix().isEmpty() || files.literalPrefix().startsWith("/");
    }
}
