package media.kern.ffmpeg.child;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code /proc/PID/stat} (proc_pid_stat(5)).
 *
 * @param session process id of the leader of its session
 * @param ticks user, system and block-I/O time of all its threads, in 1/100 s
 * @param startTime in 1/100 s since the machine started; together with the pid it names a process for good
 * @param residentPages memory
 */
record ProcStat(int pid, int parent, int session, long ticks, long startTime, long residentPages, boolean zombie) {
    private static final int STATE = 3;
    private static final int PARENT = 4;
    private static final int SESSION = 6;
    private static final int USER_TIME = 14;
    private static final int SYSTEM_TIME = 15;
    private static final int START_TIME = 22;
    private static final int RESIDENT = 24;
    private static final int BLOCK_IO_TIME = 42;
    private static final int MAX_BYTES = 1024;

    /** Reads the line of a process; null if there is none (any more). */
    static @Nullable ProcStat read(int pid, byte[] buffer) {
        try (FileInputStream file = new FileInputStream("/proc/" + pid + "/stat")) {
            int length = file.read(buffer);
            return length <= 0 ? null : parse(pid, buffer, length);
        } catch (IOException e) {
            return null;
        }
    }

    static byte[] buffer() {
        return new byte[MAX_BYTES];
    }

    /** The name, in parentheses, may contain anything: the fields after it are counted from its last parenthesis. */
    static @Nullable ProcStat parse(int pid, byte[] line, int length) {
        int at = length - 1;
        while (at >= 0 && line[at] != ')') {
            at--;
        }
        if (at < 0 || at + 2 >= length) {
            return null;
        }
        long[] fields = new long[BLOCK_IO_TIME + 1];
        boolean zombie = line[at + 2] == 'Z' || line[at + 2] == 'X';
        int field = STATE;
        at += 2;
        while (at < length && field < BLOCK_IO_TIME) {
            while (at < length && line[at] != ' ') {
                at++;
            }
            at++;
            field++;
            long value = 0;
            for (int i = at; i < length && line[i] >= '0' && line[i] <= '9'; i++) {
                value = 10 * value + (line[i] - '0');
            }
            fields[field] = value;
        }
        return new ProcStat(
                pid,
                (int) fields[PARENT],
                (int) fields[SESSION],
                fields[USER_TIME] + fields[SYSTEM_TIME] + fields[BLOCK_IO_TIME],
                fields[START_TIME],
                fields[RESIDENT],
                zombie);
    }

    static @Nullable ProcStat parse(int pid, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return parse(pid, bytes, bytes.length);
    }

    boolean sameProcess(ProcStat other) {
        return pid == other.pid && startTime == other.startTime;
    }
}
