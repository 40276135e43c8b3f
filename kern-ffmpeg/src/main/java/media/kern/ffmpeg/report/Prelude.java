package media.kern.ffmpeg.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The first {@value #HEAD_LINES} lines of a run and the last {@value #TAIL_LINES} of those after them. */
final class Prelude {

    static final int HEAD_LINES = 100;
    static final int TAIL_LINES = 50;
    /** Of either part. */
    private static final long MAX_CHARACTERS = 512 * 1024;

    private final List<String> head = new ArrayList<>();
    private final ArrayDeque<String> tail = new ArrayDeque<>();
    private long headCharacters;
    private long tailCharacters;
    private long truncated;

    void add(String line) {
        if (head.size() < HEAD_LINES && headCharacters + line.length() <= MAX_CHARACTERS && tail.isEmpty()) {
            head.add(line);
            headCharacters += line.length();
            return;
        }
        tail.addLast(line);
        tailCharacters += line.length();
        while (tail.size() > TAIL_LINES || (tailCharacters > MAX_CHARACTERS && tail.size() > 1)) {
            tailCharacters -= tail.removeFirst().length();
            truncated++;
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(head.size() + 1 + tail.size());
        lines.addAll(head);
        if (truncated > 0) {
            lines.add("... truncated " + truncated + " lines ...");
        }
        lines.addAll(tail);
        return List.copyOf(lines);
    }
}
