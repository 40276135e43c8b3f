package media.kern.core.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import media.kern.core.fs.MemoryFileSystem;
import media.kern.core.process.CleanupRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one run over a file system removes, and what it costs. */
class CleaningTest {
    private final ListedFiles files = new ListedFiles("Store_1-b");
    private final CleanedFiles place = new CleanedFiles(files, Set.of("alias"), Duration.ofSeconds(1));
    private final Cleaning cleaning = new Cleaning(place, () -> false);
    private final List<FileRule> rules = new ArrayList<>();

    private static CleanupRule rule(String pattern, long maxFiles, long maxAge) {
        return new CleanupRule(pattern, maxFiles, maxAge, false);
    }

    private void use(CleanupRule... wanted) {
        rules.addAll(new RuleParser(List.of(place)).parse("p", List.of(wanted)));
        cleaning.replan(rules);
    }

    private void runAt(long seconds) {
        cleaning.run(Instant.ofEpochSecond(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        // pattern, most files, oldest seconds, files before, files after; it is second 100
        "alias:/*.ts,     3,  0, /1.ts@1 /2.ts@2 /3.ts@3,               /1.ts /2.ts /3.ts",
        "alias:/*.ts,     3,  0, /0.ts@5 /1.ts@1 /2.ts@2 /3.ts@3,       /0.ts /2.ts /3.ts",
        "Store_1-b:/*.ts, 1,  0, /c.ts@7 /b.ts@7 /a.ts@7,               /c.ts",
        "alias:/*.ts,     0, 10, /1.ts@89 /2.ts@90 /3.ts@91,            /2.ts /3.ts",
        "alias:/*.ts,     2, 10, /1.ts@1 /2.ts@2 /3.ts@95,              /3.ts",
        "alias:/*.ts,     2, 99, /1.ts@11 /2.ts@12 /3.ts@13,            /2.ts /3.ts",
        "alias:/*.ts,     0,  0, /1.ts@1 /2.ts@2,                       /1.ts /2.ts",
        "alias:/*.ts,     1,  0, /1.ts@1 /2.m4s@2 /d/3.ts@3,            /1.ts /2.m4s /d/3.ts",
        "alias:/**.ts,    1,  0, /1.ts@1 /2.m4s@2 /d/3.ts@3,            /2.m4s /d/3.ts",
        "alias:**,        1,  0, /1.ts@1 /2.m4s@2 /d/3.ts@3,            /d/3.ts",
        "alias:/d/*,      1,  0, /d/1@1 /d/2@2 /e/1@1 /e/2@2,           /d/2 /e/1 /e/2",
        "'alias:/{d,e}/*',1,  0, /d/1@1 /d/2@2 /e/1@1 /e/2@2,           /e/2",
        "alias:*.ts,      1,  0, /1.ts@1 /2.ts@2,                       /1.ts /2.ts",
        "alias:1*,        1,  0, /1.ts@1 /12.ts@2,                      /1.ts /12.ts",
        "alias:/[a,       1,  0, /1.ts@1 /2.ts@2,                       /1.ts /2.ts",
        "/*.ts,           1,  0, /1.ts@1 /2.ts@2,                       /1.ts /2.ts",
        "other:/*.ts,     1,  0, /1.ts@1 /2.ts@2,                       /1.ts /2.ts",
        "store_1-b:/*.ts, 1,  0, /1.ts@1 /2.ts@2,                       /1.ts /2.ts",
        "'',              1,  0, /1.ts@1 /2.ts@2,                       /1.ts /2.ts",
        "alias:/*, 9223372036854775807, 9223372036854775807, /1@1 /2@2, /1 /2",
    })
    void removesTheOldestAndTheOld(String pattern, long maxFiles, long maxAge, String before, String after) {
        files.with(before);
        use(rule(pattern, maxFiles, maxAge));
        runAt(100);
        assertThat(files.times.keySet()).containsExactlyInAnyOrder(after.split(" "));
    }

    @Test
    void aFourthFileRemovesTheOldestAndNewNamesAreRecognised() {
        use(rule("alias:/*.ts", 3, 0));
        files.with("/0.ts@1 /1.ts@2 /2.ts@3");
        runAt(10);
        assertThat(files.times).hasSize(3);
        files.with("/3.ts@4");
        runAt(11);
        assertThat(files.times).containsOnlyKeys("/1.ts", "/2.ts", "/3.ts");
        files.with("/1.ts@9 /4.ts@8");
        runAt(12);
        assertThat(files.times).containsOnlyKeys("/1.ts", "/3.ts", "/4.ts");
    }

    @Test
    void aFileThatOneRuleHasRemovedDoesNotCountForAnother() {
        use(rule("alias:/a*", 1, 0), rule("alias:/*", 2, 0));
        files.with("/a1@1 /a2@2 /b@3");
        runAt(10);
        assertThat(files.times).containsOnlyKeys("/a2", "/b");
    }

    @Test
    void endedRulesRemoveNothing() {
        use(rule("alias:/*.ts", 1, 0));
        cleaning.replan(List.of());
        files.with("/1.ts@1 /2.ts@2");
        runAt(10);
        assertThat(files.times).hasSize(2);
        assertThat(files.listings).isEmpty();
    }

    @Test
    void aFileThatCanNotBeRemovedKeepsNoOther() {
        use(rule("alias:/*.ts", 1, 0), rule("alias:/*", 0, 5));
        files.with("/1.ts@1 /2.ts@2 /3.ts@9 /x@1");
        files.locked.add("/1.ts");
        runAt(10);
        assertThat(files.times).containsOnlyKeys("/1.ts", "/3.ts");
        files.locked.clear();
        runAt(11);
        assertThat(files.times).containsOnlyKeys("/3.ts");
    }

    @Test
    void worksAgainWhenTheFileSystemDoes() {
        use(rule("alias:/*.ts", 1, 0));
        files.with("/1.ts@1 /2.ts@2");
        files.broken = true;
        runAt(10);
        files.broken = false;
        runAt(11);
        assertThat(files.times).containsOnlyKeys("/2.ts");
    }

    @Test
    void endsBetweenStepsWhenClosed() {
        Cleaning closed = new Cleaning(place, () -> true);
        closed.replan(new RuleParser(List.of(place)).parse("p", List.of(rule("alias:/*", 1, 0))));
        files.with("/1@1 /2@2");
        closed.run(Instant.ofEpochSecond(10));
        assertThat(files.times).hasSize(2);
    }

    @Test
    void rulesOfAFolderShareAListing() {
        for (int i = 0; i < 2_000; i++) {
            use(rule("alias:/live/" + i + "_*.ts", 2, 0));
            files.with("/live/" + i + "_a.ts@1 /live/" + i + "_b.ts@2 /live/" + i + "_c.ts@3");
        }
        runAt(10);
        assertThat(files.listings).containsExactly("/live/");
        assertThat(files.times).hasSize(4_000);
    }

    @Test
    void theSubtreeOfOneRuleSparesTheListingsInside() {
        use(
                rule("alias:/live/**", 9, 0),
                rule("alias:/live/a/*", 9, 0),
                rule("alias:/live/b/**", 9, 0),
                rule("alias:/vod/*", 9, 0),
                rule("alias:/vod/a/*", 9, 0));
        runAt(10);
        assertThat(files.listings).containsExactly("/live/", "/vod/", "/vod/a/");
    }

    @Test
    void memoryListsOnlyTheNamesThatRulesCanMean() throws Exception {
        try (MemoryFileSystem memory = new MemoryFileSystem(0, false)) {
            CleanedFiles mem = new CleanedFiles(memory, Set.of("memfs"), Duration.ofSeconds(1));
            List<FileRule> thousands = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                thousands.addAll(
                        new RuleParser(List.of(mem)).parse("p" + i, List.of(rule("memfs:/cam" + i + "_*.ts", 1, 0))));
            }
            List<Scan> scans = Scan.of(memory, thousands);
            assertThat(scans).hasSize(3_000);
            assertThat(scans).allSatisfy(scan -> assertThat(scan.prefix()).matches("/cam\\d+_"));
        }
    }
}
