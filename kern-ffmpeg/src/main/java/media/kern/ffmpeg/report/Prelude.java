package media.kern.ffmpeg.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The first {@value #HEAD_LINES} lines of a run and the last {@value #TAIL_LINES} of those after them. */
final class Prelude {

    static final int HEAD_LINES = 100;
    static final int TAIL_LINES = 50;

    private final List<String> head = new ArrayList<>();
    private final ArrayDeque<String> tail = new ArrayDeque<>();
    private long truncated;

    void add(String line) {
        if (head.size() < HEAD_LINES) {
            head.add(line);
            return;
        }
        if (tail.size() == TAIL_LINES) {
            tail.removeFirst();
            truncated++;
        }
        tail.addLast(line);
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
