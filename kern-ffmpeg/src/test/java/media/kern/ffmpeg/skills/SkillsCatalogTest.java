package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SkillsCatalogTest {
    private final AtomicInteger collections = new AtomicInteger();

    private static Skills version(String version) {
        return new Skills(
                new FfmpegBuild(version, "", "", List.of()),
                List.of(),
                List.of(),
                Codecs.NONE,
                Devices.NONE,
                Formats.NONE,
                Protocols.NONE,
                List.of());
    }

    private SkillsCatalog counting(UnaryOperator<Skills> collector) {
        return new SkillsCatalog(previous -> {
            collections.incrementAndGet();
            return collector.apply(previous);
        });
    }

    @Test
    void collectsWhenItIsAskedForTheFirstTimeAndKeepsTheResult() {
        SkillsCatalog catalog = counting(_ -> version("1." + collections.get() + ".0"));
        assertThat(collections).hasValue(0);

        assertThat(catalog.skills()).isEqualTo(version("1.1.0"));
        assertThat(catalog.skills()).isEqualTo(version("1.1.0"));
        assertThat(catalog.reload()).isEqualTo(version("1.2.0"));
        assertThat(catalog.skills()).isEqualTo(version("1.2.0"));
        assertThat(collections).hasValue(2);
    }

    @Test
    void allWhoWaitShareOneCollection() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        SkillsCatalog catalog = counting(_ -> {
            await(go);
            return version("1.0.0");
        });
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            AtomicInteger asking = new AtomicInteger();
            List<CompletableFuture<Skills>> answers = IntStream.range(0, 4)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> {
                                boolean reload = asking.incrementAndGet() % 2 == 0;
                                return reload ? catalog.reload() : catalog.skills();
                            },
                            clients))
                    .toList();
            Awaitility.await().until(() -> asking.get() == 4 && collections.get() == 1);
            go.countDown();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(version("1.0.0")));
        }
    }

    @Test
    void answersFromBeforeWhileAReloadIsRunning() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        SkillsCatalog catalog = counting(previous -> {
            if (previous.known()) {
                await(go);
            }
            return version("1." + collections.get() + ".0");
        });
        catalog.skills();
        CompletableFuture<Skills> reload = CompletableFuture.supplyAsync(catalog::reload);
        Awaitility.await().until(() -> collections.get() == 2);

        assertThat(catalog.skills()).isEqualTo(version("1.1.0"));
        go.countDown();
        assertThat(reload.get(20, TimeUnit.SECONDS)).isEqualTo(version("1.2.0"));
    }

    @Test
    void keepsWhatWasKnownAndShowsTheErrorsOfAReload() {
        SkillsCatalog catalog =
                counting(previous -> previous.known() ? previous.withErrors(List.of("gone")) : version("1.0.0"));
        catalog.skills();

        assertThat(catalog.reload()).isEqualTo(version("1.0.0").withErrors(List.of("gone")));
        assertThat(catalog.skills().errors()).containsExactly("gone");
    }

    @Test
    void asksAgainAsLongAsFfmpegHasNeverAnswered() {
        SkillsCatalog catalog = counting(
                previous -> collections.get() == 1 ? previous.withErrors(List.of("not yet")) : version("1.0.0"));

        assertThat(catalog.skills().errors()).containsExactly("not yet");
        assertThat(catalog.skills()).isEqualTo(version("1.0.0"));
    }

    @Test
    void aCrashIsTheErrorOfWhoWaitsAndOfNobodyElse() {
        SkillsCatalog catalog = counting(_ -> {
            if (collections.get() == 2) {
                throw new IllegalStateException("crash");
            }
            return version("1.0.0");
        });
        catalog.skills();

        assertThatThrownBy(catalog::reload).hasRootCauseMessage("crash");
        assertThat(catalog.skills()).isEqualTo(version("1.0.0"));
        assertThat(catalog.reload()).isEqualTo(version("1.0.0"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
