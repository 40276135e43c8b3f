package media.kern.core.address;

import static media.kern.core.address.TestingCommand.input;
import static media.kern.core.address.TestingCommand.output;
import static media.kern.core.address.TestingCommand.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionPolicyTest {
    private final OptionPolicy policy = TestingCommand.policy(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-codec copy -f hls -hls_segment_filename http://localhost:8080/memfs/x_%04d.ts -method PUT",
                "-hls_segment_filename http://u:p%2Fw@127.0.0.1:8080/memfs/x_%Y_%m.ts -strftime 1",
                "-f hls -hls_fmp4_init_filename x_init.mp4 -master_pl_name x.m3u8 -hls_segment_type fmp4",
                "-f hls -hls_fmp4_init_filename http://localhost:8080/memfs/x_init.mp4",
                "-f hls -jsonstats -nojsonstats",
                "-c:v libx264 -x264-params zones=0,250,crf=20/251,500,crf=30:psy-rd=1.0,0.1",
                "-metadata title=Teeside -metadata:s:a:0 language=tee",
                "-var_stream_map v:0,a:0,name:720p␣v:1,a:1,name:360p -headers X-A:␣b/../c -user_agent /etc/x",
                "-metadata title=/etc/passwd -metadata:s:v:0 -report -f mpegts",
                "-vn -an -sn -dn -shortest -y -n -re -copyts -start_at_zero -stats -hide_banner -nostats -nostdin",
                "-progress pipe:1 -progress - -progress http://localhost/x -progress /dev/null",
                "-filter_complex [0:v]scale=w=iw/2:h=-1[a];[a]drawtext=text='/a\\:b':fontfile=/usr/share/x.ttf[b]",
                "-vf scale=-2:720,fps=30000/1001,setpts=PTS/2,subtitles=/core/data/x.srt -r 30000/1001",
                "-af anull,aresample=async=1,pan=stereo|c0=c1|c1=c0,metadata=print,ametadata=print:file=-",
                "-lavfi psnr -vf ssim=-,psnr=stats_file=-,metadata=mode=print:file=pipe\\\\:1",
                "-vf sws_flags=bicubic;scale@a=1:1,curves=vintage,paletteuse=dither=bayer,zoompan=z='zoom+0.1'",
                "-x264-params keyint=50:fps=30000/1001:no-scenecut=1:stats=/core/data/x -x264opts nal-hrd=cbr",
                "-x265-params log-level=error:pools=4 -svtav1-params tune=0:film-grain=8 -aom-params x=1/2",
                "-pass 1 -passlogfile /core/data/x -flags +global_header+low_delay -flags:v mv4 -fflags +genpts",
                "-profile:v main -level 4.1 -preset veryfast -tune zerolatency -pix_fmt yuv420p -b:v 4096k -vpre hq",
                "-autorotate 0 -isync -1 -autoscale 1 -noautorotate -accurate_seek -vsync 1 -tag:v hvc1",
                "-f tee -map 0:v -flags +global_header -rtmp_playpath live/stream -rtmp_app a/../b",
                "-f dash -init_seg_name init_$RepresentationID$.m4s -media_seg_name a/b_$Number$.m4s",
                "-f segment -segment_list /core/data/x.csv -segment_format_options movflags=+faststart",
                "-attach /usr/share/x.ttf -cafile /etc/ssl/x.pem -hls_key_info_file /etc/x -safe 0",
                "-global global -input inputoption -output outputoption",
                "http://localhost/x -f mpegts /core/data/x.ts -",
                "-y -loglevel level+info -err_detect ignore_err -c:v libx264 -g:v 50 -stats:v -h:x y",
            })
    void acceptsWhatClientsUse(String options) {
        assertThatCode(() -> policy.check(output(options))).doesNotThrowAnyException();
        assertThatCode(() -> policy.check(input(options))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            -progress /etc/x => the option '-progress' of output '#p:out' is invalid: /etc/x is not inside of /core/data
            -progress file:/etc/x => /etc/x is not inside of
            -progress crypto:/etc/x => /etc/x is not inside of
            -var_stream_map v:0,name:.. => a name with a slash or a dot is not allowed
            -hls_enc_key_url /core/config/db.json => /core/config/db.json is not inside of
            -master_pl_name ../config/db.json => leads to another folder
            -init_seg_name a/../../x => leads to another folder
            -jsonstats -metadata -metadata:a=b /etc/x.ts => /etc/x.ts is not inside of
            -passlogfile:v:1 /core/data/x -pass 1 => /srv/kern/ffmpeg2pass-0.log is not inside of
            -passlogfile /core/data => /core/data is not inside of
            -vf sendcmd=c='0␣curves␣plot␣/etc/x',curves=vintage => can't be combined with
            -vf zmq=bind_address='ipc\\\\://core/x' => is not inside of
            -x264-params zones=0,1,crf=20:stats=/etc/x => /etc/x is not inside of
            -progress unix:/run/docker.sock => /run/docker.sock is not inside of
            -vstats_file http://../../etc/x => '-vstats_file' of output
            -vstats_file:v x => /srv/kern/x is not inside of
            -vstats => the option '-vstats' of output
            -report => /srv/kern/ffmpeg.log is not inside of
            -noreport => '-noreport' of
            -version -report => '-report' of
            -passlogfile /etc/x => /etc/x is
            -pass:v 1 => /srv/kern/ffmpeg2pass-0.log is not inside of
            -flags:v +pass1 => /srv/kern/x264_2pass.log is not inside of
            -flags 512 => x264_2pass.log
            -dump_attachment:t:0 /etc/x => '-dump_attachment:t:0'
            -dump_attachment:t ∅ => without a name, the input would give it
            -sdp_file /etc/x => /etc/x is
            -sdp_file - => /srv/kern/- is
            -stats_enc_pre:v /etc/x => /etc/x is
            -stats_enc_post /etc/x => /etc/x is
            -stats_mux_pre /etc/x => /etc/x is
            -print_graphs_file /etc/x => /etc/x is
            -hls_segment_filename /etc/x_%d.ts => /etc/x_%d.ts is
            -hls_segment_filename ../x => /srv/x is
            -hls_subtitle_path /etc/x => /etc/x is
            -segment_list /etc/x => /etc/x is
            -segment_header_filename /etc/x => /etc/x is
            -header /etc/x => /etc/x is
            -var_stream_map v:0,name:/../../etc => a name with a slash or a dot is not allowed
            -filter_script:v /core/data/x => what is in the file /core/data/x can't be checked
            -filter_complex_script /core/data/x => can't be checked
            -/filter:v /core/data/x => can't be checked
            -/f x => can't be checked
            -fpre /core/data/x => can't be checked
            -vpre ../x => can't be checked
            -graph_file /core/data/x => can't be checked
            -omx_libname /core/data/x.so => a library is given by its name, not by its path: /core/data/x.so
            -f vapoursynth => an input of the format vapoursynth is a program
            -x264-params stats=/etc/x => /etc/x is
            -x264-params s\\tats='/etc/x' => /etc/x is
            -x264opts no-psy:stats=x => /srv/kern/x is
            -x264opts pass=1 => /srv/kern/x264_2pass.log is
            -x264-params dump_yuv=/etc/x => /etc/x is
            -x265-params csv=/etc/x => /etc/x is
            -x265-params unknown=/etc/x => /etc/x is
            -aom-params partition-info-path=/etc/x => /etc/x is
            -segment_format_options hls_segment_filename=/etc/x => /etc/x is
            -fifo_options format_opts='hls_segment_filename=/etc/x' => /etc/x is
            -new_log_file /etc/x => /etc/x is
            /etc/x => the address '/etc/x' among the options of output '#p:out' is invalid: /etc/x is not inside of
            -y /etc/x => the address '/etc/x' among
            -an -nostats /etc/x => the address '/etc/x' among
            -stats:v /etc/x => the address '/etc/x' among
            -autorotate /etc/x => the address '/etc/x' among
            -- -x => the address '-x' among
            -metadata -y x => the address 'x' among
            ∅ => the address '' among
            -f TEE http://x/?|/etc/x => /etc/x is not inside of
            -i http://a␣b/ => the address 'http://a b/' among the options of output '#p:out' is invalid: parse
            -f lavfi -i nullsrc,psnr=/etc/x => among the options of output '#p:out' is invalid: /etc/x is
            -metadata => the option '-metadata' of output '#p:out' is invalid: it needs a value after it
            -- => '--' of output '#p:out' is invalid: it needs a value after it
            """)
    void rejectsWhatReachesFilesOutside(String options, String message) {
        assertThatThrownBy(() -> policy.check(output(options)))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> policy.check(input(options))).isInstanceOf(AddressException.class);
        assertThatThrownBy(() -> policy.check(process(options))).isInstanceOf(AddressException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            psnr=/etc/x => /etc/x is
            psnr=stats_file=/etc/x => /etc/x is
            psnr@a=f='/etc/x' => /etc/x is
            ps\\nr=f=/etc/x => /etc/x is
            'psnr'=f\\=/etc/x => /etc/x is
            [0:v][1:v]ssim = f = /etc/x[out] => /etc/x is
            null,null;null,xpsnr=f=../x => /srv/x is
            xpsnr=f=http\\\\://../../x => /srv/x is
            nullsink;metadata=print:file=/etc/x => /etc/x is
            ametadata=print:a:b:same_str:expr:/etc/x => /etc/x is
            metadata=print:file='/e'tc\\/x => /etc/x is
            metadata=print:file=file\\\\:/etc/x => /etc/x is
            metadata=print:/file=/core/data/x => can't be checked
            deshake=filename=x => /srv/kern/x is
            deshake=1:1:1:1:1:1:1:1:1:1:/etc/x => /etc/x is
            signature=filename=/etc/x => /etc/x is
            vidstabdetect => /srv/kern/transforms.trf is
            vidstabdetect=shakiness=5 => /srv/kern/transforms.trf is
            vidstabdetect=/etc/x => /etc/x is
            vidstabtransform=debug=1 => /srv/kern/global_motions.trf is
            libvmaf=log_path=/etc/x => /etc/x is
            curves=plot=/etc/x => /etc/x is
            firequalizer=dumpfile=/etc/x => /etc/x is
            paletteuse=debug_kdtree=/etc/x => /etc/x is
            whisper=destination=/etc/x => /etc/x is
            asr=logfn=/etc/x => /etc/x is
            ladspa=file=/core/data/x.so => a library is given by its name
            frei0r=../../../core/data/x => a library is given by its name
            newfilter=out=/etc/x => /etc/x is
            newfilter=../x => /srv/x is
            movie=f=lavfi:filename='nullsrc,psnr=/etc/x' => /etc/x is
            movie=x:f=lavfi:format_opts='graph=psnr=/etc/x' => /etc/x is
            movie=x.vpy:f=VapourSynth => is a program
            null=a]b => the filter graph can't be understood at position 6
            null[a => the label at position 4 of the filter graph isn't closed
            """)
    void rejectsFiltersThatReachFilesOutside(String graph, String message) {
        String word = graph.replace(' ', '␣');
        for (String option : new String[] {"-vf ", "-filter_complex ", "-lavfi ", "-filter:v:0 ", "-af "}) {
            assertThatThrownBy(() -> policy.check(output(option + word)))
                    .hasMessageStartingWith("the option '" + option.strip() + "' of output '#p:out' is invalid: ")
                    .hasMessageContaining(message);
        }
        assertThatThrownBy(() -> policy.check(input("-f lavfi", graph)))
                .hasMessageStartingWith("the address for input '#p:in' (" + graph + ") is invalid: ")
                .hasMessageContaining(message);
    }

    @Test
    void optionsOfTheProcessAreForItsFirstInput() {
        assertThatThrownBy(() -> policy.check(List.of(
                        new CommandPart(CommandPart.Kind.PROCESS, "the process 'p'", List.of("-f", "lavfi"), ""),
                        new CommandPart(CommandPart.Kind.INPUT, "input '#p:in'", List.of(), "psnr=/etc/x"))))
                .hasMessage(
                        "the address for input '#p:in' (psnr=/etc/x) is invalid: /etc/x is not inside of /core/data");
        assertThatThrownBy(() -> policy.check(process("-progress /etc/x")))
                .hasMessage("the option '-progress' of the process 'p' is invalid: /etc/x is not inside of /core/data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[f=hls:hls_segment_filename=/etc/x]http://x/y",
                "http://x|[f=hls:hls_segment_filename='/etc/x']http://x/y",
                "[f=mpegts]http://x|[f=tee][f=hls\\:hls_segment_filename=/etc/x]http://y",
                "[f=fifo:fifo_format=hls:format_opts=hls_segment_filename=/etc/x]http://x",
                "[use_fifo=1:fifo_options='format_opts=segment_list=/etc/x']http://x",
            })
    void rejectsTeeTargetsWhoseOptionsReachFilesOutside(String address) {
        assertThatThrownBy(() -> policy.check(output("-f tee", address)))
                .hasMessage("the address for output '#p:out' is invalid: /etc/x is not inside of /core/data");
    }

    @Test
    void acceptsTeeTargetsOfClients() throws Exception {
        String memory = "http://127.0.0.1:8080/memfs/x";
        String hls = "[f=hls:hls_segment_filename=" + memory.replace(":", "\\\\:") + "_%04d.ts:method=PUT]" + memory
                + ".m3u8";
        assertThat(policy.check(output("-f tee", hls + "|[f=flv:onfail=ignore]rtmp://y/live")))
                .isEqualTo(OutputKind.STREAM);
    }

    @Test
    void namesOfSegmentsAreBesideTheOutput() throws Exception {
        assertThat(policy.check(output("-f dash -init_seg_name a/i.mp4", "/core/data/x.mpd")))
                .isEqualTo(OutputKind.DISK);
        assertThat(policy.check(output("-f hls -master_pl_name restreamer-ui:ingest:0.m3u8", "/core/data/x.m3u8")))
                .isEqualTo(OutputKind.DISK);
        assertThatThrownBy(() -> policy.check(output("-master_pl_name /etc/x", "/core/data/x.m3u8")))
                .hasMessageContaining("is not inside of /core/data");
        for (String name : new String[] {"../x", "../../x", "a/../../x"}) {
            assertThatThrownBy(() -> policy.check(output("-master_pl_name " + name, "/core/data/%v/x.m3u8")))
                    .hasMessageContaining("leads to another folder");
        }
    }

    @Test
    void saysWhetherAnOptionWritesToTheDisk() throws Exception {
        assertThat(policy.check(output("-hls_segment_filename /core/data/x.ts")))
                .isEqualTo(OutputKind.DISK);
        assertThat(policy.check(output("-hls_segment_filename http://x/x.ts"))).isEqualTo(OutputKind.STREAM);
        assertThat(policy.check(output("/core/data/x.ts"))).isEqualTo(OutputKind.DISK);
    }

    @Test
    void filesOfTheWorkingDirectoryAreFineIfItIsInside() {
        OptionPolicy inside = TestingCommand.policy(false, Path.of("/core/data/work"));
        assertThatCode(() -> inside.check(output("-report -vstats -pass 1 -flags pass1 -vf vidstabdetect x")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> inside.check(output("-dump_attachment ∅"))).isInstanceOf(AddressException.class);
        assertThatThrownBy(() -> inside.check(output("-progress ../../x"))).hasMessageContaining("/core/x is not");
    }

    @Test
    void aSoundDeviceIsGivenByItsPlainName() {
        assertThatCode(() -> policy.check(input("-f alsa", "plughw:CARD=Device,DEV=0")))
                .doesNotThrowAnyException();
        for (String device : new String[] {"file:'|id',raw", "plug:file:x", "file:x", "tee:default,x", "{type␣file}"}) {
            assertThatThrownBy(() -> policy.check(input("-f alsa", device)))
                    .hasMessageContaining("it is not the plain name of a device");
        }
    }

    @Test
    void boundsLengthAndNesting() {
        assertThatThrownBy(() -> policy.check(output("-vf " + "null,".repeat(20_000))))
                .hasMessageContaining("it has 100000 characters, the limit is 65536");
        String message = "more than 8 graphs, tees or lists of options are inside of each other";
        assertThatThrownBy(() -> policy.check(output("-fifo_options " + "format_opts=".repeat(9) + "x")))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> policy.check(output("-f mpegts", "http://x/|" + "[f=tee]".repeat(9) + "x")))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> policy.check(output("-f mpegts", "http://x/|" + "[f=tee]".repeat(9000) + "x")))
                .hasMessageContaining(message);
    }

    @Test
    void aDeviceOfAlsaIsAName() throws Exception {
        assertThat(policy.check(output("-f alsa", "hw:0,0"))).isEqualTo(OutputKind.STREAM);
        assertThatThrownBy(() -> policy.check(output("-f alsa", "plug:file:/core/config/x.raw")))
                .hasMessageContaining("not the plain name of a device");
        assertThatThrownBy(() -> policy.check(output("-f tee", "[f=alsa]plug:file:/x|[f=null]-")))
                .hasMessageContaining("not the plain name of a device");
    }
}
