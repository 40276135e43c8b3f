package media.kern.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap of a server in Java, as {@code jcmd} tells it after a full collection.
 *
 * @param usedBytes what is reachable
 */
record Heap(long usedBytes) {
    private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured|generation|heap) .*used (\\d+)K");
    private static final long KIBIBYTE = 1024;

    static Heap of(Server server) throws IOException, InterruptedException {
        jcmd(server, "GC.run");
        Matcher used = USED.matcher(jcmd(server, "GC.heap_info"));
        long kibibytes = 0;
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
        }
        if (kibibytes == 0) {
            throw new IOException("jcmd does not tell the size of the heap");
        }
        return new Heap(kibibytes * KIBIBYTE);
    }

    private static String jcmd(Server server, String command) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(program.toString(), Long.toString(server.pid()), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + output);
        }
        return output;
    }
}
