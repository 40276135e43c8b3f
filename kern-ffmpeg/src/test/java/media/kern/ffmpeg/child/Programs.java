package media.kern.ffmpeg.child;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that answer what a test wants to hear. */
public final class Programs {
    private Programs() {}

    /**
     * A shell script with that name in a folder, in the place of what is there. Another process writes it: as long as this
     * one had it open for writing, a child that is made elsewhere at this moment would have it open, too, and the system
     * runs nothing that is open for writing.
     */
    public static Path script(Path folder, String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Process writer = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "cat > \"$1.new\" && chmod 755 \"$1.new\" && mv \"$1.new\" \"$1\"",
                        "sh",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (OutputStream out = writer.getOutputStream()) {
            out.write(("#!/bin/sh\n" + content + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String problem = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!problem.isEmpty() || !Files.isExecutable(file)) {
            throw new IOException("the script cannot be written: " + problem);
        }
        return file;
    }
}
