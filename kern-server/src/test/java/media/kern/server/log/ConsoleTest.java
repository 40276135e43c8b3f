package media.kern.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConsoleTest {

    /** A terminal that takes nothing until it is released. */
    private static final class Stuck extends OutputStream {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (written) {
                written.write(bytes, offset, length);
            }
        }

        String text() {
            synchronized (written) {
                return written.toString(UTF_8);
            }
        }
    }

    @Test
    @Timeout(20)
    void dropsLinesInsteadOfBlockingAndSaysSo() throws InterruptedException {
        Stuck terminal = new Stuck();
        try (Console console = new Console(new PrintStream(terminal, false, UTF_8), new EventFormatter(false), 2000)) {
            console.write(event(0));
            terminal.entered.await();
            for (int i = 1; i <= 1000; i++) {
                console.write(event(i));
            }
            terminal.released.countDown();

            await().until(() -> terminal.text().contains("Lines dropped"));
            assertThat(terminal.text().lines().count()).isLessThan(30);
            assertThat(terminal.text())
                    .contains("msg=\"event 0\"", "msg=\"event 1\"")
                    .containsPattern("lines=9\\d\\d");
        }
    }

    @Test
    void writesEverythingBeforeItCloses() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, false, UTF_8), new EventFormatter(false));
        for (int i = 0; i < 500; i++) {
            console.write(event(i));
        }
        console.close();
        console.write(event(500));

        assertThat(out.toString(UTF_8).lines()).hasSize(500);
    }

    private static LogEvent event(int number) {
        return new LogEvent(Instant.EPOCH, LogLevel.INFO, "test", "", "event " + number, Collections.emptySortedMap());
    }
}
