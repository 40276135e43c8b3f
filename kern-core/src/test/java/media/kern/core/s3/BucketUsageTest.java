package media.kern.core.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import media.kern.core.fs.FileInfo;
import media.kern.core.fs.StorageException;
import org.junit.jupiter.api.Test;

class BucketUsageTest {
    private final AtomicLong time = new AtomicLong();
    private final AtomicInteger listings = new AtomicInteger();
    private List<FileInfo> files = List.of(new FileInfo("/a", 5, Instant.EPOCH));
    private boolean broken;

    private final BucketUsage usage = new BucketUsage(this::list, time::get);

    private List<FileInfo> list() throws StorageException {
        listings.incrementAndGet();
        if (broken) {
            throw new StorageException("broken");
        }
        return files;
    }

    private void later(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    @Test
    void listsOnceForManyQuestions() {
        for (int i = 0; i < 100; i++) {
            assertThat(usage.bytes()).isEqualTo(5);
            assertThat(usage.files()).isEqualTo(1);
        }
        assertThat(listings).hasValue(1);
    }

    @Test
    void followsWhatIsStoredAndRemoved() {
        assertThat(usage.bytes()).isEqualTo(5);
        usage.stored(7, Optional.empty());
        usage.stored(3, Optional.of(5L));
        assertThat(usage.bytes()).isEqualTo(10);
        assertThat(usage.files()).isEqualTo(2);
        usage.removed(7);
        assertThat(usage.bytes()).isEqualTo(3);
        assertThat(usage.files()).isEqualTo(1);
        assertThat(listings).hasValue(1);
    }

    @Test
    void countsAgainWhatOthersHaveDone() {
        assertThat(usage.files()).isEqualTo(1);
        files = List.of();
        later(Duration.ofMinutes(9));
        assertThat(usage.files()).isEqualTo(1);
        later(Duration.ofMinutes(2));
        assertThat(usage.files()).isZero();
        assertThat(usage.bytes()).isZero();
    }

    @Test
    void keepsTheLastCountWhenItCanNotList() {
        assertThat(usage.bytes()).isEqualTo(5);
        broken = true;
        later(Duration.ofMinutes(11));
        assertThat(usage.bytes()).isEqualTo(5);
        assertThat(usage.bytes()).isEqualTo(5);
        assertThat(listings).hasValue(2);
        broken = false;
        files = List.of();
        later(Duration.ofMinutes(2));
        assertThat(usage.bytes()).isZero();
    }
}
