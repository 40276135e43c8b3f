package media.kern.webrtc.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import media.kern.webrtc.net.RecordedPath;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();
    private final RecordedPath path = new RecordedPath(1, packet -> {});

    private void add(int... sizes) {
        for (int size : sizes) {
            int at = outbox.place(size);
            outbox.bytes()[at] = (byte) size;
            outbox.added(size);
        }
    }

    private List<List<Integer>> written(int... sizes) {
        outbox.open(path);
        add(sizes);
        outbox.close();
        return path.writes().stream()
                .map(write -> write.stream().map(packet -> packet.length).toList())
                .toList();
    }

    @Test
    void writesPacketsOfOneLengthTogetherWithAShorterOneAtTheEnd() {
        assertThat(written(100, 100, 100, 40)).containsExactly(List.of(100, 100, 100, 40));
        assertThat(path.packets()).allMatch(packet -> packet[0] == packet.length);
    }

    @Test
    void beginsAnewBehindAShorterOneAndWithALongerOne() {
        assertThat(written(100, 40, 40, 100)).containsExactly(List.of(100, 40), List.of(40), List.of(100));
    }

    @Test
    void writesNoMoreThanTheKernelTakes() {
        int[] many = new int[130];
        Arrays.fill(many, 50);
        assertThat(written(many)).extracting(List::size).containsExactly(60, 60, 10);
    }

    @Test
    void writesLessThan64KibibytesAtOnce() {
        int[] long48 = new int[48];
        Arrays.fill(long48, 1500);
        assertThat(written(long48)).extracting(List::size).containsExactly(40, 8);
    }

    @Test
    void flushesEachSocketOnce() {
        RecordedPath other = new RecordedPath(2, packet -> {});
        written(10, 10, 20);
        outbox.open(other);
        add(10);
        outbox.close();
        assertThat(path.flushes()).isZero();
        outbox.flush();
        outbox.flush();

        assertThat(path.flushes()).isEqualTo(1);
        assertThat(other.flushes()).isEqualTo(1);
        assertThat(other.packets()).hasSize(1);
    }

    @Test
    void flushesByItselfBeforeTheSocketIsFull() {
        int[] many = new int[200];
        Arrays.fill(many, 1500);
        written(many);

        assertThat(path.flushes()).isEqualTo(1);
    }
}
