package media.kern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the benchmarks leave on the machine while they run: child processes and temporary folders. Closing it ends and
 * deletes all that is left, and refuses new ones from then on.
 */
final class Sandbox implements AutoCloseable {
    private static final long SECONDS_TO_END = 15;

    private final Set<Process> children = ConcurrentHashMap.newKeySet();
    private final Set<Path> folders = new LinkedHashSet<>();
    private boolean closed;

    /** A new folder that everybody may enter: nginx reads files as another user. */
    synchronized Path folder(Path parent) throws IOException {
        requireOpen();
        Path folder = Files.createTempDirectory(parent, "kern-bench-");
        folders.add(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    synchronized Process start(ProcessBuilder command) throws IOException {
        requireOpen();
        Process child = command.start();
        children.add(child);
        return child;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the benchmarks are being ended");
        }
    }

    /** Asks {@code child} to end, waits, and kills what is left of it and of its own children. */
    void end(Process child) {
        List<ProcessHandle> family = new ArrayList<>(child.descendants().toList());
        family.add(child.toHandle());
        child.destroy();
        boolean interrupted = false;
        try {
            child.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        family.forEach(ProcessHandle::destroyForcibly);
        children.remove(child);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void delete(Path folder) throws IOException {
        if (!folders.remove(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Safe to call twice, and from the thread that runs when the program is interrupted. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        children.forEach(Process::destroy);
        children.forEach(this::end);
        synchronized (this) {
            for (Path folder : List.copyOf(folders)) {
                try {
                    delete(folder);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot delete " + folder, e);
                }
            }
        }
    }
}
