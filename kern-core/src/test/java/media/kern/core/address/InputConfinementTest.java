package media.kern.core.address;

import static media.kern.core.address.TestingCommand.input;
import static media.kern.core.address.TestingCommand.output;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ffmpeg.access.input.confine} lets processes read. */
class InputConfinementTest {
    private final OptionPolicy confined = TestingCommand.policy(true);
    private final OptionPolicy open = TestingCommand.policy(false);

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            /etc/passwd => /etc/passwd is not inside of /core/data
            file:/etc/x => /etc/x is
            FILE:/etc/x => /etc/x is
            etc/x => /srv/kern/etc/x is
            /core/data/../../etc/x => /etc/x is
            /dev/../etc/x => /etc/x is
            /etc/%05d.png => /etc/%05d.png is
            concat:/core/data/a|/etc/x => /etc/x is
            concat:/core/data/a|crypto:/etc/x => /etc/x is
            concatf:/core/data/list => what the list of concatf: names can't be checked
            subfile,,start,0,end,0,,:/etc/x => /etc/x is
            subfile:/etc/x => /etc/x is
            subfile,:start:0:end:0::/core/data/x => the form is subfile,,start,0,end,0,,:path
            subfile,;start;0;end;0;;:/etc/x => the form is
            crypto:/etc/x => /etc/x is
            crypto+file:/etc/x => /etc/x is
            async:cache:/etc/x => /etc/x is
            hls+file:///etc/x => /etc/x is
            hls+http://x => nothing
            unix:/run/x => /run/x is
            bluray:/etc => /etc is
            avstream:/etc/x => /etc/x is
            playout:file:/etc/x => /etc/x is
            async:async:async:async:async:async:async:async:async:x => more than 8 protocols
            """)
    void rejectsFilesOutside(String address, String message) {
        assertThatCode(() -> open.check(input("", address))).doesNotThrowAnyException();
        if (message.equals("nothing")) {
            assertThatCode(() -> confined.check(input("", address))).doesNotThrowAnyException();
            return;
        }
        assertThatThrownBy(() -> confined.check(input("-re", address)))
                .hasMessageStartingWith("the address for input '#p:in' (" + address + ") is invalid: ")
                .hasMessageContaining(message);
        assertThatThrownBy(() -> confined.check(output("-i " + address)))
                .hasMessageStartingWith(
                        "the address '" + address + "' among the options of output '#p:out' is invalid:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/core/data/x.mp4",
                "file:/core/data/x_%05d.png",
                "/dev/video0",
                "-",
                "pipe:0",
                "fd:",
                "data:image/png;base64,AAAA",
                "http://127.0.0.1:8080/memfs/x.m3u8",
                "rtsp://u:p@10.0.0.1/x",
                "srt://x?mode=caller",
                "concat:/core/data/a|/core/data/b|http://x/c",
                "subfile,,start,0,end,0,,:/core/data/x",
                "cache:http://x/y",
                "avstream:rtmp://x/y",
            })
    void acceptsFilesInsideAndUrls(String address) {
        assertThatCode(() -> confined.check(input("-re", address))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            movie=/etc/x => /etc/x is not inside of /core/data
            amovie=filename=/etc/x => /etc/x is
            movie='subfile,,start,0,end,0,,\\:/etc/x' => /etc/x is
            movie=f=lavfi:filename=movie=/etc/x => /etc/x is
            movie=/core/data/x:format_opts='protocol_whitelist=file' => would let an input refer to any file
            color,subtitles=/etc/x => /etc/x is
            color,subtitles=filename=/core/data/x:fontsdir=/etc => /etc is
            color,ass=/etc/x => /etc/x is
            color,drawtext=textfile=/etc/x => /etc/x is
            color,drawtext=fontfile=/usr/x.ttf:text=a => /usr/x.ttf is
            color,lut3d=/etc/x => /etc/x is
            color,curves=psfile=/etc/x => /etc/x is
            sine,sofalizer=sofa=/etc/x => /etc/x is
            color,removelogo=/etc/x => /etc/x is
            color,vidstabtransform=/etc/x => /etc/x is
            cellauto=f=/etc/x => /etc/x is
            flite=textfile=/etc/x => /etc/x is
            color,sendcmd=f=/core/data/x,drawtext=text=a => the filter sendcmd is not allowed
            color,zmq => the filter zmq is not allowed
            """)
    void rejectsFiltersThatReadFilesOutside(String graph, String message) {
        assertThatCode(() -> open.check(input("-f lavfi", graph))).doesNotThrowAnyException();
        assertThatThrownBy(() -> confined.check(input("-f lavfi", graph))).hasMessageContaining(message);
        assertThatThrownBy(() -> confined.check(output("-filter_complex " + graph)))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            -attach /etc/x => the option '-attach' of output '#p:out' is invalid: /etc/x is not inside of /core/data
            -hls_key_info_file /etc/x => /etc/x is
            -cafile /etc/x => /etc/x is
            -key_file /etc/x => /etc/x is
            -ifo_palette /etc/x => /etc/x is
            -assetmaps /core/data/x,/etc/x => /etc/x is
            -x265-params lambda-file=/etc/x => /etc/x is
            -safe 0 => '0' would let an input refer to any file (ffmpeg.access.input.confine)
            -safe -1 => would let
            -protocol_whitelist file,http,tcp => would let
            -protocol_whitelist ALL => would let
            -allowed_extensions ALL => would let
            -use_absolute_path true => would let
            -seg_format_options protocol_whitelist=crypto => would let
            """)
    void rejectsOptionsThatReadFilesOutside(String options, String message) {
        assertThatCode(() -> open.check(output(options))).doesNotThrowAnyException();
        assertThatThrownBy(() -> confined.check(output(options))).hasMessageContaining(message);
        assertThatThrownBy(() -> confined.check(input(options))).isInstanceOf(AddressException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            -f lavfi => testsrc2=size=320x180:rate=25
            -f lavfi => anullsrc=r=44100:cl=stereo
            -f lavfi => movie=/core/data/x.mp4:loop=0,drawtext=textfile=/core/data/x
            -f v4l2 => /dev/video0
            -f alsa => hw:1,0
            -f X11grab => :0.0+10,20
            -f concat -safe 1 => /core/data/list.txt
            -protocol_whitelist udp,rtp -allowed_extensions ts,m3u8 => /core/data/x.sdp
            """)
    void acceptsDevicesAndGraphs(String options, String address) {
        assertThatCode(() -> confined.check(input(options, address))).doesNotThrowAnyException();
    }

    @Test
    void rejectsLinksThatLeadOut(@TempDir Path folder) throws Exception {
        Path base = Files.createDirectories(folder.resolve("base"));
        Files.createSymbolicLink(base.resolve("out.ts"), folder.resolve("secret.ts"));
        OptionPolicy policy =
                new OptionPolicy(new AddressPolicy(AccessList.acceptingAll(), AccessList.acceptingAll(), base, true));
        assertThatThrownBy(() -> policy.check(input("", base + "/out.ts"))).hasMessageContaining("is not inside of");
        assertThatCode(() -> policy.check(input("", base + "/in.ts"))).doesNotThrowAnyException();
    }

    @Test
    void boundsWhatIsJoined() {
        assertThatThrownBy(() -> confined.check(input("", "concat:" + "a|".repeat(1001))))
                .hasMessageContaining("more than 1000 inputs are joined");
    }
}
