package media.kern.server.supervision;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program in the place of FFmpeg that does what its input is called: everything an FFmpeg can do wrong. */
final class FakeFfmpeg {
    private static final String SCRIPT = """
            #!/bin/sh
            if [ "$1" = -version ]; then echo "ffmpeg version VERSION Copyright (c) 2000-2026"; exit 0; fi
            while [ $# -gt 0 ] && [ "$1" != -i ]; do shift; done
            progress='frame=%5d fps= 25 q=1.0 size=N/A time=00:00:01.00 bitrate=N/A speed=1x\\r'
            trap 'exit 255' INT
            case "$2" in
            runs)
                echo VERSION >&2
                i=0
                while :; do i=$((i+1)); printf "$progress" $i >&2; sleep 0.2; done ;;
            exit-0) echo "nothing to do" >&2; exit 0 ;;
            exit-1) echo "in: No such file or directory" >&2; exit 1 ;;
            ignores-signals)
                trap '' INT TERM HUP
                echo ready >&2
                i=0
                while :; do i=$((i+1)); printf "$progress" $i >&2; sleep 0.2; done ;;
            no-line-end)
                head -c 200000000 /dev/zero | tr '\\0' x >&2
                echo >&2; echo end >&2; exit 0 ;;
            flood)
                yes '[hls @ 0x55d0c0ffee00] Opening segment for writing, and some more words' | head -n 3000000 >&2
                echo end >&2; exit 0 ;;
            leaves-children)
                sleep 1000 & echo "group $!" >&2
                setsid sleep 1000 & echo "session $!" >&2
                sleep 2.5; exit 0 ;;
            memory-hog) exec perl -e '$| = 1; print STDERR "ready\\n"; my @a;
                while (1) { push @a, "x" x 5_000_000; select(undef, undef, undef, 0.05) }' ;;
            cpu-hog) echo ready >&2; while :; do :; done ;;
            esac
            """;

    private FakeFfmpeg() {}

    /**
     * Puts the program in place, or in the place of another one as an upgrade does. Another process writes it: as long as
     * this one had it open for writing, a child that is made elsewhere at this moment would have it open, too, and the
     * system runs nothing that is open for writing.
     */
    static void install(Path file, String version) throws IOException {
        Process writer = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "cat > \"$1.new\" && chmod 755 \"$1.new\" && mv \"$1.new\" \"$1\"",
                        "sh",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (OutputStream out = writer.getOutputStream()) {
            out.write(SCRIPT.replace("VERSION", version).getBytes(StandardCharsets.UTF_8));
        }
        String problem = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!problem.isEmpty()) {
            throw new IOException("the program cannot be written: " + problem);
        }
    }
}
