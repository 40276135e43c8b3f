package media.kern.server.hostile;

import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** What this JVM, server included, holds on to. */
final class Memory {
    private static final long MEBIBYTE = 1024 * 1024;

    private Memory() {}

    /** Fails if heap and network buffers together stay above the limit. */
    static void requireBelow(long mebibytes) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        Assertions.assertThat(usedMebibytes()).as("MiB in use").isLessThan(mebibytes));
    }

    private static long usedMebibytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        return (heap + Math.max(0, PlatformDependent.usedDirectMemory())) / MEBIBYTE;
    }
}
