package media.kern.ffmpeg.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A child and everything that is told about it. */
final class RecordedChild implements ChildListener {
    private static final long SECONDS = 30;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<ExitStatus> exited = new CompletableFuture<>();
    private final Child child;

    private RecordedChild(Child child) {
        this.child = child;
        child.attach(this);
    }

    static RecordedChild launch(ChildLauncher launcher, Path binary, String... arguments) throws IOException {
        return new RecordedChild(launcher.launch(binary, List.of(arguments)));
    }

    static RecordedChild of(Child child) {
        return new RecordedChild(child);
    }

    Child child() {
        return child;
    }

    /** Waits for the end of the output. */
    String output() throws Exception {
        ended.get(SECONDS, TimeUnit.SECONDS);
        return soFar();
    }

    synchronized String soFar() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    ExitStatus exit() throws Exception {
        return exited.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void output(byte[] data, int length) {
        bytes.write(data, 0, length);
    }

    @Override
    public void outputEnded() {
        ended.complete(null);
    }

    @Override
    public void exited(ExitStatus status) {
        exited.complete(status);
    }
}
