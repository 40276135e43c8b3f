package media.kern.ffmpeg.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {
    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    private ControlGroup group(String membership) throws IOException {
        Path list = Files.writeString(root.resolve("membership"), membership + "\n");
        return ControlGroup.detect(root, list);
    }

    @Test
    void readsVersionTwo() throws Exception {
        file("cpu.max", "100000 100000");
        file("cpu.stat", "usage_usec 111275261\nuser_usec 1\nsystem_usec 2");
        file("memory.max", "524288000");
        file("memory.current", "43745280");

        ControlGroup group = group("0::/");

        assertThat(group.cpuLimitNanos()).hasValue(1_000_000_000);
        assertThat(group.cpuTime()).contains(new ControlGroup.CpuTime(1000, 111_275_260_000L));
        assertThat(group.memory()).contains(new ControlGroup.Memory(524288000, 43745280));
    }

    @Test
    void knowsNoLimitInVersionTwo() throws Exception {
        file("cpu.max", "max 100000");
        file("cpu.stat", "usage_usec 97868879");
        file("memory.max", "max");
        file("memory.current", "41603072");

        ControlGroup group = group("0::/");

        assertThat(group.cpuLimitNanos()).isEmpty();
        assertThat(group.cpuTime()).contains(new ControlGroup.CpuTime(0, 97_868_879_000L));
        assertThat(group.memory()).contains(new ControlGroup.Memory(ControlGroup.UNLIMITED, 41603072));
    }

    @Test
    void readsVersionOne() throws Exception {
        file("cpu/cpu.cfs_quota_us", "30000");
        file("cpu/cpu.cfs_period_us", "100000");
        file("cpuacct/cpuacct.usage", "5487224113");
        file("memory/memory.limit_in_bytes", "536870912");
        file("memory/memory.usage_in_bytes", "34197504");

        ControlGroup group = group("3:cpu,cpuacct:/\n2:memory:/");

        assertThat(group.cpuLimitNanos()).hasValue(300_000_000);
        assertThat(group.cpuTime()).contains(new ControlGroup.CpuTime(0, 5487224113L));
        assertThat(group.memory()).contains(new ControlGroup.Memory(536870912, 34197504));
    }

    @Test
    void knowsNoLimitInVersionOne() throws Exception {
        file("cpu/cpu.cfs_quota_us", "-1");
        file("cpu/cpu.cfs_period_us", "100000");
        file("cpuacct/cpuacct.usage", "809843976");
        file("memory/memory.limit_in_bytes", "9223372036854771712");
        file("memory/memory.usage_in_bytes", "34070528");

        ControlGroup group = group("3:cpu,cpuacct:/\n2:memory:/");

        assertThat(group.cpuLimitNanos()).isEmpty();
        assertThat(group.memory()).contains(new ControlGroup.Memory(ControlGroup.UNLIMITED, 34070528));
    }

    @Test
    void whatVersionOneTellsOfUserTimeAndCache() throws Exception {
        file("cpu/cpu.cfs_quota_us", "30000");
        file("cpuacct/cpuacct.usage", "1000");
        file("cpuacct/cpuacct.usage_user", "600");
        file("memory/memory.limit_in_bytes", "536870912");
        file("memory/memory.usage_in_bytes", "30000000");
        file("memory/memory.stat", "cache 9\ntotal_inactive_file 10000000");

        ControlGroup group = group("3:cpu,cpuacct:/\n2:memory:/");

        assertThat(group.cpuTime()).contains(new ControlGroup.CpuTime(600, 400));
        assertThat(group.memory()).contains(new ControlGroup.Memory(536870912, 20000000));
    }

    @Test
    void theTightestOfAllGroupsAroundItCounts() throws Exception {
        file("cpu.max", "max 100000");
        file("memory.max", "1000");
        file("memory.current", "900");
        file("system.slice/cpu.max", "50000 100000");
        file("system.slice/memory.max", "max");
        file("system.slice/memory.current", "500");
        file("system.slice/kern.service/cpu.max", "200000 100000");
        file("system.slice/kern.service/cpu.stat", "usage_usec 7");
        file("system.slice/kern.service/memory.max", "2000");
        file("system.slice/kern.service/memory.current", "400");

        ControlGroup group = group("0::/system.slice/kern.service");

        assertThat(group.cpuLimitNanos()).hasValue(500_000_000);
        assertThat(group.cpuTime()).contains(new ControlGroup.CpuTime(0, 7000));
        assertThat(group.memory()).contains(new ControlGroup.Memory(1000, 900));
    }

    @Test
    void inAContainerTheRootIsTheOwnGroup() throws Exception {
        file("cpu.max", "150000 100000");

        assertThat(group("0::/docker/0123456789").cpuLimitNanos()).hasValue(1_500_000_000);
    }

    @Test
    void forAGroupOutsideOfTheRootTheRootIsTaken() throws Exception {
        file("cpu.max", "150000 100000");

        assertThat(group("0::/../../etc").cpuLimitNanos()).hasValue(1_500_000_000);
    }

    @Test
    void takesWhatCannotBeUnderstoodForAbsent() throws Exception {
        file("cpu.max", "many 100000");
        file("cpu.stat", "nonsense");
        file("memory.max", "much");
        file("memory.current", "more");

        ControlGroup group = group("rubbish");

        assertThat(group.cpuLimitNanos()).isEmpty();
        assertThat(group.cpuTime()).isEmpty();
        assertThat(group.memory()).isEmpty();
    }

    @Test
    void thereMayBeNone() throws Exception {
        ControlGroup group = group("0::/");

        assertThat(group.cpuLimitNanos()).isEmpty();
        assertThat(group.cpuTime()).isEmpty();
        assertThat(group.memory()).isEmpty();
    }

    @Test
    void aQuotaMayBeAFractionOfAProcessorAndNeverMoreThanThereAre() {
        assertThat(Processors.available(OptionalLong.of(300_000_000), 4)).isEqualTo(0.3);
        assertThat(Processors.available(OptionalLong.of(8_000_000_000L), 4)).isEqualTo(4);
        assertThat(Processors.available(OptionalLong.empty(), 4)).isEqualTo(4);
        assertThat(new Processors(ControlGroup.ofThisServer()).available()).isPositive();
    }
}
