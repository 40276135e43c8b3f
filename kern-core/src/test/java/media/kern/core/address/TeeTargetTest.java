package media.kern.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TeeTargetTest {
    static List<Arguments> addresses() {
        return List.of(
                Arguments.of("a|b", List.of("a", "b")),
                Arguments.of("[f=mpegts]udp://10.0.1.255:1234/", List.of("udp://10.0.1.255:1234/")),
                Arguments.of("[f=null]-|[f=null]-", List.of("-", "-")),
                Arguments.of("[onfail=ignore]/a.mkv|[f=mpegts]udp://x", List.of("/a.mkv", "udp://x")),
                Arguments.of("a\\|b|c", List.of("a|b", "c")),
                Arguments.of("'a|b'|c", List.of("a|b", "c")),
                Arguments.of("'a|b", List.of("a|b")),
                Arguments.of(" a | b ", List.of("a", "b")),
                Arguments.of("' a '|b\\ ", List.of(" a ", "b ")),
                Arguments.of("a||", List.of("a", "", "")),
                Arguments.of("[]a|[f=x", List.of("a", "[f=x")),
                Arguments.of("[o='\\]'']x", List.of("x")),
                Arguments.of("[a=\\\\]b]c", List.of("c")),
                Arguments.of("\\[x]y|z", List.of("y", "z")));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void splitsTheTargets(String address, List<String> targets) {
        assertThat(TeeTarget.in(address)).extracting(TeeTarget::address).isEqualTo(targets);
    }

    @Test
    void readsTheOptionsOfATarget() {
        assertThat(TeeTarget.in("[f=hls:hls_segment_filename='/a\\:b':select=v\\,a]x"))
                .containsExactly(new TeeTarget(
                        "x",
                        List.of(
                                new KeyValue("f", "hls"),
                                new KeyValue("hls_segment_filename", "/a:b"),
                                new KeyValue("select", "v,a"))));
    }

    @Test
    void aTargetCanBeATeeItself() {
        assertThat(TeeTarget.in("[f=TEE]x|[f=fifo:fifo_format=tee]y|[f=mpegts]z"))
                .extracting(TeeTarget::isTee)
                .containsExactly(true, true, false);
    }
}
