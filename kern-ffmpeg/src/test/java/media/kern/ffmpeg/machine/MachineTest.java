package media.kern.ffmpeg.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    private static final long SECOND = 1_000_000_000;
    private static final Offset<Double> A_BIT = within(0.001);

    @TempDir
    Path folder;

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    private Machine machine() throws IOException {
        Files.createDirectories(folder.resolve("cgroup"));
        return new Machine(
                folder.resolve("proc"), ControlGroup.detect(folder.resolve("cgroup"), folder.resolve("membership")), 0);
    }

    @Test
    void tellsTheCpuOfTheMachine() throws Exception {
        file("proc/stat", "cpu  100 10 50 800 20 3 4 5 99 99\ncpu0 1 1 1 1");
        Machine machine = machine();
        assertThat(machine.cpu(SECOND / 10)).isEmpty();

        file("proc/stat", "cpu  140 20 70 880 30 8 9 10 99 99\ncpu0 1 1 1 1");

        assertThat(machine.cpu(SECOND)).hasValueSatisfying(cpu -> {
            assertThat(cpu.user()).isCloseTo(100 * 50 / 175.0, A_BIT);
            assertThat(cpu.system()).isCloseTo(100 * 20 / 175.0, A_BIT);
            assertThat(cpu.idle()).isCloseTo(100 * 80 / 175.0, A_BIT);
            assertThat(cpu.other()).isCloseTo(100 * 25 / 175.0, A_BIT);
        });
    }

    @Test
    void tellsTheCpuOfTheContainerIfThatIsLimited() throws Exception {
        file("proc/stat", "cpu  100 10 50 800 20 3 4 5 0 0");
        file("cgroup/cpu.max", "50000 100000");
        file("cgroup/cpu.stat", "usage_usec 1000000\nuser_usec 600000\nsystem_usec 400000");
        Machine machine = machine();

        file("cgroup/cpu.stat", "usage_usec 1500000\nuser_usec 900000\nsystem_usec 600000");

        assertThat(machine.cpu(2 * SECOND)).hasValueSatisfying(cpu -> {
            assertThat(cpu.user()).isCloseTo(30, A_BIT);
            assertThat(cpu.system()).isCloseTo(20, A_BIT);
            assertThat(cpu.idle()).isCloseTo(50, A_BIT);
            assertThat(cpu.other()).isZero();
        });
    }

    @Test
    void tellsTheMemoryOfTheMachineOrOfTheContainer() throws Exception {
        file("proc/meminfo", "MemTotal:       1000 kB\nMemFree:  1 kB\nMemAvailable:    400 kB");
        assertThat(machine().memory()).contains(new Machine.Memory(1000 * 1024, 400 * 1024));

        file("cgroup/memory.max", "max");
        file("cgroup/memory.current", "5");
        assertThat(machine().memory()).contains(new Machine.Memory(1000 * 1024, 400 * 1024));

        file("cgroup/memory.max", "512000");
        file("cgroup/memory.current", "600000");
        file("cgroup/memory.stat", "anon 1\ninactive_file 200000");
        assertThat(machine().memory()).contains(new Machine.Memory(512000, 112000));
    }

    @Test
    void leavesOutWhatCannotBeRead() throws Exception {
        Machine machine = machine();

        assertThat(machine.cpu(10 * SECOND)).isEmpty();
        assertThat(machine.memory()).isEmpty();
    }

    @Test
    void readsThisMachine() {
        assertThat(new Machine().memory()).hasValueSatisfying(memory -> {
            assertThat(memory.total()).isGreaterThan(100_000_000);
            assertThat(memory.free()).isBetween(0L, memory.total());
        });
    }
}
