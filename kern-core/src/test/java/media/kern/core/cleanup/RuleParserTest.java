package media.kern.core.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import media.kern.core.process.CleanupRule;
import org.junit.jupiter.api.Test;

class RuleParserTest {
    private final CleanedFiles disk =
            new CleanedFiles(new ListedFiles("disk"), Set.of("diskfs"), Duration.ofSeconds(1));
    private final CleanedFiles storage = new CleanedFiles(new ListedFiles("My-S3_1"), Set.of(), Duration.ofMinutes(1));
    private final RuleParser parser = new RuleParser(List.of(disk, storage));

    private static CleanupRule rule(String pattern) {
        return new CleanupRule(pattern, 1, 0, false);
    }

    @Test
    void knowsNamesAndAliases() {
        List<FileRule> rules = parser.parse(
                "p",
                List.of(rule("disk:/a"), rule("diskfs:/a:b"), rule("My-S3_1:/a"), rule("my-s3_1:/a"), rule("DISK:/a")));
        assertThat(rules).extracting(FileRule::place).containsExactly(disk, disk, storage);
        assertThat(rules.get(1).files().matches("/a:b")).isTrue();
    }

    @Test
    void ignoresRulesBeyondTheLimits() {
        assertThat(parser.parse("p", Collections.nCopies(RuleParser.MAX_RULES + 1, rule("disk:/a*"))))
                .hasSize(RuleParser.MAX_RULES);
        CleanupRule longest = rule("disk:/" + "a".repeat(4000));
        assertThat(parser.parse("p", Collections.nCopies(100, longest)))
                .hasSize(RuleParser.MAX_CHARACTERS / longest.pattern().length());
    }
}
