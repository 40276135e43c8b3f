package media.kern.core.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import media.kern.core.fs.FileInfo;
import media.kern.core.process.CleanupRule;

class RuleFuzzTest {
    @FuzzTest
    void aListingFindsWhatThePatternMatches(FuzzedDataProvider data) throws IOException {
        ListedFiles files = new ListedFiles("mem");
        CleanedFiles place = new CleanedFiles(files, Set.of("memfs"), Duration.ofSeconds(1));
        CleanupRule wanted = new CleanupRule(
                data.pickValue(new String[] {"memfs:", "mem:", ""}) + data.consumeString(100), 1, 0, true);
        for (String name : data.consumeRemainingAsString().split("\n", 20)) {
            files.times.put("/" + name, Instant.EPOCH);
        }
        for (FileRule rule : new RuleParser(List.of(place)).parse("p", List.of(wanted))) {
            List<String> found =
                    Scan.of(files, List.of(rule)).getFirst().list(files).getOrDefault(rule, List.of()).stream()
                            .map(FileInfo::name)
                            .toList();
            assertThat(found)
                    .containsExactlyElementsOf(files.times.keySet().stream()
                            .filter(rule.files()::matches)
                            .toList());
        }
    }
}
