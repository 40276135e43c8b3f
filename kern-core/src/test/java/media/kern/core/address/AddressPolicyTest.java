package media.kern.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private final AddressPolicy policy = policy(Path.of("/core/data"));

    private static AddressPolicy policy(Path base) {
        return new AddressPolicy(
                AccessList.acceptingAll(), AccessList.acceptingAll(), base, false, Path.of("/srv/kern"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            /dev/null STREAM
            /dev/fb0 STREAM
            /core/data/./etc/passwd DISK
            file:/core/data/foobar DISK
            /core/data/foobar DISK
            /core/data//a/../b_%05d.ts DISK
            http://example.com STREAM
            foo:bar://x STREAM
            iueriherfd://x STREAM
            - STREAM
            /core/data/foobar|http://example.com DISK
            [f=mpegts]udp://10.0.1.255:1234/ STREAM
            [f=null]-|[f=null]- STREAM
            [onfail=ignore]/core/data/archive-20121107.mkv|[f=mpegts]udp://10.0.1.255:1234/ DISK
            crypto:/core/data/x DISK
            md5:/core/data/x DISK
            crypto:http://example.com/x STREAM
            md5:crypto:file:/core/data/x DISK
            tee:[f=x]/core/data/x|udp://x DISK
            /core/data/a:/b DISK
            """)
    void acceptsOutputs(String address, OutputKind kind) throws Exception {
        assertThat(policy.checkOutput(address)).isEqualTo(kind);
        assertThat(policy.checkOutput("  " + address + "\n")).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            /dev/../etc/passwd /etc/passwd
            /etc/passwd /etc/passwd
            /core/data/../../etc/passwd /etc/passwd
            /core/data/foobar|/etc/passwd /etc/passwd
            /core/data2/x /core/data2/x
            /dev /dev
            /devices/x /devices/x
            pipe:1 /srv/kern/pipe:1
            http:localhost /srv/kern/http:localhost
            relative.ts /srv/kern/relative.ts
            file:/etc/x /etc/x
            FILE:/etc/x /etc/x
            file:http://x /srv/kern/http:/x
            file:file:/core/data/x /srv/kern/file:/core/data/x
            crypto:/etc/x /etc/x
            crypto+/etc/x /etc/x
            md5:/etc/x /etc/x
            MD5:etc/x /srv/kern/etc/x
            crypto:- /srv/kern/-
            subfile,,start,0,end,0,,:/etc/x /etc/x
            concat:/etc/x /etc/x
            concat:/core/data/a|/etc/x /etc/x
            cache:/etc/x /etc/x
            async:/etc/x /etc/x
            tee:/etc/x /etc/x
            tee:[f=x]/etc/x|http://x /etc/x
            tee:/core/data/x\\|/etc/x /etc/x
            [f=x]tee:http://x\\|/etc/x /etc/x
            crypto:md5:file:/etc/x /etc/x
            a/b:/c /srv/kern/a/b:/c
            a,b:/c /srv/kern/a,b:/c
            [f=mpegts/core/data/x /srv/kern/[f=mpegts/core/data/x
            /core/data/x| /srv/kern
            """)
    void keepsOutputsInsideOfTheBase(String address, String path) {
        assertThatThrownBy(() -> policy.checkOutput(address))
                .isInstanceOf(AddressException.class)
                .hasMessage(path + " is not inside of /core/data");
    }

    @Test
    void relativeOutputsAreFineIfTheWorkingDirectoryIsInside() throws Exception {
        AddressPolicy inside = policy(Path.of("/srv/kern"));
        assertThat(inside.checkOutput("pipe:1")).isEqualTo(OutputKind.DISK);
        assertThat(inside.checkOutput("a/b.ts")).isEqualTo(OutputKind.DISK);
        assertThatThrownBy(() -> inside.checkOutput("../x")).hasMessage("/srv/x is not inside of /srv/kern");
    }

    @Test
    void rootAsBaseConfinesNothing() throws Exception {
        assertThat(policy(Path.of("/")).checkOutput("/etc/passwd")).isEqualTo(OutputKind.DISK);
    }

    @Test
    void symbolicLinksDoNotLeadOutOfTheBase(@TempDir Path folder) throws Exception {
        Path base = folder.resolve("base");
        Files.createDirectories(base.resolve("inner"));
        Path outside = Files.createDirectories(folder.resolve("outside/deep"));
        Files.createSymbolicLink(base.resolve("out"), outside);
        Files.createSymbolicLink(base.resolve("in"), Path.of("inner"));
        Files.createSymbolicLink(base.resolve("dangling.ts"), outside.resolve("new.ts"));
        Files.createSymbolicLink(base.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(folder.resolve("alias"), base);
        AddressPolicy confined = policy(base);

        assertThat(confined.checkOutput(base + "/in/x.ts")).isEqualTo(OutputKind.DISK);
        assertThatThrownBy(() -> confined.checkOutput(base + "/out/x.ts"))
                .hasMessageEndingWith("/outside/deep/x.ts is not inside of " + base);
        assertThatThrownBy(() -> confined.checkOutput(base + "/dangling.ts")).hasMessageContaining("is not inside of");
        assertThatThrownBy(() -> confined.checkOutput(base + "/out/../x.ts")).hasMessageContaining("is not inside of");
        assertThatThrownBy(() -> confined.checkOutput(base + "/loop/x")).hasMessageContaining("40 symbolic links");
        AddressPolicy aliased = policy(folder.resolve("alias"));
        assertThat(aliased.checkOutput(folder.resolve("alias") + "/x.ts")).isEqualTo(OutputKind.DISK);
    }

    @Test
    void devicesDoNotLeadElsewhere() throws Exception {
        assertThat(policy.checkOutput("/dev/stdout")).isEqualTo(OutputKind.STREAM);
        assertThatThrownBy(() -> policy.checkOutput("/dev/fd/../root/etc/x"))
                .hasMessageContaining("is not inside of /core/data");
    }

    @Test
    void urlWithABarIsATeeOnlyIfTheOptionsSayTee() throws Exception {
        String address = "http://example.com/x?a=b|/etc/passwd";
        assertThat(policy.checkOutput(address, List.of("-f", "mpegts"))).isEqualTo(OutputKind.STREAM);
        assertThatThrownBy(() -> policy.checkOutput(address, List.of("-f", "tee")))
                .hasMessage("/etc/passwd is not inside of /core/data");
        assertThatThrownBy(() -> policy.checkOutput(address)).isInstanceOf(AddressException.class);
        assertThatThrownBy(() -> policy.checkOutput("/core/data/foobar|/etc/passwd", List.of()))
                .isInstanceOf(AddressException.class);
        assertThatThrownBy(() -> policy.checkOutput("tee:udp://x|/etc/passwd", List.of()))
                .isInstanceOf(AddressException.class);
    }

    @Test
    void whatOnlyTheTeeMuxerWouldSplitMustNotClimbOut() throws Exception {
        String address = "/core/data/x|http://a/../../../../../etc/passwd";
        assertThat(policy.checkOutput(address, List.of("-f", "tee"))).isEqualTo(OutputKind.DISK);
        assertThatThrownBy(() -> policy.checkOutput(address, List.of("-f", "mpegts")))
                .hasMessage("/etc/passwd is not inside of /core/data");
        assertThatThrownBy(() -> policy.checkOutput(address)).hasMessage("/etc/passwd is not inside of /core/data");
    }

    @Test
    void whatOnlyTheTeeMuxerWouldUnquoteMustBeInsideAsItIs() throws Exception {
        String address = "/core/da'ta'/x|http://a/";
        assertThat(policy.checkOutput(address, List.of("-f", "tee"))).isEqualTo(OutputKind.DISK);
        assertThatThrownBy(() -> policy.checkOutput(address)).hasMessageEndingWith("is not inside of /core/data");
        assertThatThrownBy(() -> policy.checkOutput("/core/data|-", List.of()))
                .hasMessage("/core/data is not inside of /core/data");
        assertThat(policy.checkOutput("/core/data/a\\|b|http://a/")).isEqualTo(OutputKind.DISK);
    }

    @Test
    void urlsOfOutputsAndInputsNeedAValidHost() {
        String message = "parse \"//exa mple.com\": invalid character \" \" in host name";
        assertThatThrownBy(() -> policy.checkOutput("http://exa mple.com")).hasMessage(message);
        assertThatThrownBy(() -> policy.checkInput("http://exa mple.com")).hasMessage(message);
        assertThatThrownBy(() -> policy.checkOutput("/core/data/x|http://exa mple.com"))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"testsrc=size=1280x720:rate=25", "/etc/passwd", "/dev/video0", "-", "http://x/%v", " x "})
    void acceptsInputs(String address) {
        assertThatCode(() -> policy.checkInput(address)).doesNotThrowAnyException();
    }

    @Test
    void accessListsCheckEveryPart() throws Exception {
        AddressPolicy listed = new AddressPolicy(
                AccessList.compile("input", List.of("^https?://"), List.of()),
                AccessList.compile("output", List.of("^https?://", "^rtmp://"), List.of("^http://bad")),
                Path.of("/core/data"),
                false);
        assertThat(listed.checkOutput("[f=hls]http://s/m.m3u8|[f=flv]rtmp://s/stream"))
                .isEqualTo(OutputKind.STREAM);
        assertThat(listed.checkOutput("-")).isEqualTo(OutputKind.STREAM);
        for (String rejected : List.of(
                "[f=hls]http://s/m.m3u8|[f=flv]srt://s",
                "srt://x",
                "/core/data/x",
                "/dev/null",
                "crypto:http://bad/")) {
            assertThatThrownBy(() -> listed.checkOutput(rejected)).hasMessage("address is not allowed");
        }
        assertThatThrownBy(() -> listed.checkInput("testsrc=size=1280x720:rate=25"))
                .hasMessage("address is not allowed");
        assertThatCode(() -> listed.checkInput(" http://x ")).doesNotThrowAnyException();
    }

    @Test
    void listsSeeFilesAsAbsolutePaths() throws Exception {
        AddressPolicy listed = new AddressPolicy(
                AccessList.acceptingAll(),
                AccessList.compile("output", List.of("^file:/core/data/ok/", "^file:/dev/null$"), List.of()),
                Path.of("/core/data"),
                false);
        assertThat(listed.checkOutput("/core/data/x/../ok/y")).isEqualTo(OutputKind.DISK);
        assertThat(listed.checkOutput("/dev/null")).isEqualTo(OutputKind.STREAM);
        assertThatThrownBy(() -> listed.checkOutput("/core/data/other")).hasMessage("address is not allowed");
        assertThatThrownBy(() -> listed.checkOutput("/dev/fb0")).hasMessage("address is not allowed");
    }

    @Test
    void wrapperCanBeBlocked() throws Exception {
        AddressPolicy listed = new AddressPolicy(
                AccessList.acceptingAll(),
                AccessList.compile("output", List.of(), List.of("^crypto:")),
                Path.of("/core/data"),
                false);
        assertThatThrownBy(() -> listed.checkOutput("crypto:/core/data/x")).hasMessage("address is not allowed");
    }

    @Test
    void boundsLengthNestingAndOddCharacters() {
        assertThatThrownBy(() -> policy.checkOutput("a".repeat(65537)))
                .hasMessage("the address has 65537 characters, the limit is 65536");
        assertThatThrownBy(() -> policy.checkInput("a".repeat(65537))).hasMessageContaining("65536");
        assertThatThrownBy(() -> policy.checkOutput("md5:".repeat(9) + "/core/data/x"))
                .hasMessage("address is not allowed");
        assertThatThrownBy(() -> policy.checkOutput("/core/data/\0")).isInstanceOf(AddressException.class);
    }

    @Test
    void aWordAmongTheOptionsMakesNoTee() {
        AddressPolicy policy =
                new AddressPolicy(AccessList.acceptingAll(), AccessList.acceptingAll(), Path.of("/core/data"), false);

        assertThatThrownBy(() -> policy.checkOutput(
                        "/core/data/a|http:/../../config/db.json",
                        List.of("-metadata", "title=tee", "-metadata", "tee", "-f", "mpegts")))
                .isInstanceOf(AddressException.class);
        assertThatCode(() -> policy.checkOutput("rtmp://h/app/key|1", List.of("-metadata", "title=Teeside")))
                .doesNotThrowAnyException();
    }

    @Test
    void whatReplacesFilesBySocketsAndWhatIsTooLongIsRefused() {
        AddressPolicy policy =
                new AddressPolicy(AccessList.acceptingAll(), AccessList.acceptingAll(), Path.of("/core/data"), false);

        assertThatThrownBy(() -> policy.checkOutput("zmq:ipc:///core/config/db.json", List.of("-f", "mpegts")))
                .hasMessage("a socket in the file system is not allowed");
        assertThatThrownBy(() -> policy.checkOutput("/core/data/" + "./".repeat(600) + "x.ts", List.of()))
                .hasMessageContaining("too long, the limit is 1000");
        assertThatThrownBy(() -> policy.checkOutput("/core/data", List.of("-f", "hls")))
                .hasMessage("/core/data is not inside of /core/data");
    }
}
