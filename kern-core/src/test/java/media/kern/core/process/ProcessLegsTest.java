package media.kern.core.process;

import static media.kern.core.process.TestingProcesses.await;
import static media.kern.core.process.TestingProcesses.change;
import static media.kern.core.process.TestingProcesses.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import media.kern.core.leg.LegPlan;
import media.kern.core.leg.Sources;
import media.kern.core.leg.TestingLegHost;
import media.kern.core.leg.TestingLegHost.Opened;
import media.kern.core.leg.VideoCodec;
import media.kern.ffmpeg.process.ExecState;
import media.kern.ffmpeg.process.LastExit;
import media.kern.ffmpeg.report.LogLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The RTP legs of processes, with the FFmpeg of this system and real sockets. */
class ProcessLegsTest {
    private static final int RTCP_SENDER_REPORT = 200;

    @TempDir
    Path folder;

    private final TestingLegHost host = new TestingLegHost();
    private TestingProcesses processes;

    @BeforeEach
    void start() {
        processes = TestingProcesses.withLegs(Sources.ffmpeg(), Optional.of(host), folder);
    }

    @AfterEach
    void end() {
        processes.close();
    }

    /** A process that plays a file as fast as it is. */
    private static ProcessConfig playing(Path file, String webrtc) {
        return process("\"-re\"", file.toString(), webrtc);
    }

    private static ProcessConfig process(String inputOptions, String address, String webrtc) {
        return json(ProcessConfig.withDefaults("cam"), """
                {"input":[{"id":"in","address":"%s","options":[%s]}],
                 "output":[{"id":"out","address":"-","options":["-c","copy","-f","null"]}],
                 "webrtc":{"enabled":true%s}}""".formatted(address, inputOptions, webrtc));
    }

    private LegPlan add(Path file) throws Exception {
        processes.manager.add(playing(file, ""));
        await().until(() -> !host.opened.isEmpty());
        return host.last().plan;
    }

    private List<String> report() throws Exception {
        return Stream.concat(
                        processes.get("cam").report().history().stream().flatMap(run -> run.log().stream()),
                        processes.get("cam").report().log().stream())
                .map(LogLine::line)
                .toList();
    }

    private void awaitState(ExecState state) {
        await().until(() -> processes.state("cam") == state);
    }

    private void awaitPackets() {
        await().until(() -> !host.last().video.rtp.isEmpty());
    }

    private static void assertRtp(List<byte[]> packets, int payloadType) {
        assertThat(packets).allSatisfy(packet -> {
            assertThat(packet[1] & 0x7f).isEqualTo(payloadType);
            assertThat(packet.length).isLessThanOrEqualTo(1200);
        });
    }

    private static void assertSenderReports(List<byte[]> packets) {
        await().until(() -> !packets.isEmpty());
        assertThat(packets).allSatisfy(packet -> assertThat(packet[1] & 0xff).isEqualTo(RTCP_SENDER_REPORT));
    }

    @ParameterizedTest
    @CsvSource({
        "n.flv, h264, aac, H264, true, false",
        "n.mp4, h264, aac, H264, true, false",
        "n.ts, h264, aac, H264, true, false",
        "n.mkv, h264, opus, H264, true, true",
        "b.flv, h264-bframes, aac, H264, false, false",
        "b.mp4, h264-bframes, opus, H264, false, true",
        "b.ts, h264-bframes, aac, H264, false, false",
        "full.mp4, h264-444, aac, H264, false, false",
        "hevc.mp4, hevc, opus, H265, true, true",
        "hevcb.mp4, hevc-bframes, opus, H264, false, true",
        "vp8.webm, vp8, opus, VP8, true, true",
        "vp9.webm, vp9, opus, VP9, true, true",
        "av1.mp4, av1, opus, H264, false, true",
        "mjpeg.mkv, mjpeg, opus, H264, false, true"
    })
    void copiesWhatBrowsersTakeAndEncodesTheRest(
            String file, String video, String audio, VideoCodec codec, boolean videoCopied, boolean audioCopied)
            throws Exception {
        LegPlan plan = add(Sources.make(folder.resolve(file), video, audio));

        assertThat(plan.video()).hasValueSatisfying(leg -> {
            assertThat(leg.codec()).isEqualTo(codec);
            assertThat(leg.copied()).isEqualTo(videoCopied);
            assertThat(leg.payloadType()).isEqualTo(102);
        });
        assertThat(plan.audio()).hasValueSatisfying(leg -> {
            assertThat(leg.copied()).isEqualTo(audioCopied);
            assertThat(leg.payloadType()).isEqualTo(111);
        });
        Opened legs = host.last();
        await().until(() -> legs.video.rtp.size() > 20 && legs.audio.rtp.size() > 20);
        assertRtp(legs.video.rtp, 102);
        assertRtp(legs.audio.rtp, 111);
        assertSenderReports(legs.video.rtcp);
        assertSenderReports(legs.audio.rtcp);
        if (codec == VideoCodec.H264) {
            await().until(() -> legs.video.nalTypes().contains(5));
            List<Integer> types = legs.video.nalTypes();
            assertThat(types.subList(0, types.indexOf(5))).contains(7, 8);
        }
        assertThat(report())
                .contains(
                        "WebRTC: video " + plan.video().orElseThrow().text(),
                        "WebRTC: audio " + plan.audio().orElseThrow().text());
        assertThat(host.opened).hasSize(1);
    }

    @Test
    void saysWhatItDoes() throws Exception {
        LegPlan plan = add(Sources.make(folder.resolve("n.flv"), "h264", "aac"));

        assertThat(plan.video().orElseThrow().text()).isEqualTo("h264 (High), no B-frames: copied");
        assertThat(plan.audio().orElseThrow().text()).isEqualTo("aac (LC): encoded to Opus (browsers do not take aac)");
    }

    @Test
    void everyKeyframeOfACopyHasItsParameterSets() throws Exception {
        add(Sources.make(folder.resolve("n.mp4"), "h264", "-"));
        Opened legs = host.last();

        await().until(() ->
                legs.video.nalTypes().stream().filter(type -> type == 5).count() >= 2);

        List<Integer> types = legs.video.nalTypes();
        int first = types.indexOf(5);
        int second = first + 1 + types.subList(first + 1, types.size()).indexOf(5);
        assertThat(types.subList(0, first)).contains(7, 8);
        assertThat(types.subList(first + 1, second)).contains(7, 8);
    }

    @Test
    void parameterSetsThatCameOutOfBandAreSentInBand() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");
        Path bare = folder.resolve("bare.mkv");
        // As over RTSP: they are in the description of the stream only.
        Sources.run(List.of(
                "-i",
                file.toString(),
                "-c",
                "copy",
                "-bsf:v",
                "h264_mp4toannexb,filter_units=remove_types=7-8",
                "-f",
                "matroska",
                bare.toString()));

        add(bare);
        Opened legs = host.last();

        assertThat(legs.plan.video())
                .hasValueSatisfying(leg -> assertThat(leg.copied()).isTrue());
        await().until(() -> legs.video.nalTypes().contains(5));
        assertThat(legs.video.nalTypes()).startsWith(7, 8);
    }

    @Test
    void aLoopThatThisFfmpegCannotCopyIsEncoded() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");

        processes.manager.add(process("\"-re\",\"-stream_loop\",\"-1\"", file.toString(), ""));

        // The version that TestingProcesses names is 5.1.9.
        await().until(() -> !host.opened.isEmpty());
        assertThat(host.last().plan.video().orElseThrow().text())
                .isEqualTo("h264 (High): encoded to H.264 (this FFmpeg cannot copy what -stream_loop repeats)");
    }

    @Test
    void aSourceWithoutAudioHasNoAudioLeg() throws Exception {
        LegPlan plan = add(Sources.make(folder.resolve("n.mp4"), "h264", "-"));

        assertThat(plan.video()).isPresent();
        assertThat(plan.audio()).isEmpty();
        await().until(() -> !host.last().video.rtp.isEmpty());
        assertThat(report()).contains("WebRTC: no audio: the source has none at audio_map 0:a:0");
    }

    @Test
    void aSourceWithoutVideoHasNoVideoLeg() throws Exception {
        LegPlan plan = add(Sources.make(folder.resolve("n.ogg"), "-", "opus"));

        assertThat(plan.video()).isEmpty();
        assertThat(plan.audio())
                .hasValueSatisfying(leg -> assertThat(leg.copied()).isTrue());
        await().until(() -> host.last().audio.rtp.size() > 10);
    }

    @Test
    void aSourceWithNeitherRunsWithoutLegs() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");

        processes.manager.add(playing(file, ",\"video_map\":\"0:v:7\""));

        awaitState(ExecState.RUNNING);
        await().until(() -> processes.get("cam").status().progress().frame() > 10);
        assertThat(host.opened).isEmpty();
        assertThat(report())
                .contains(
                        "WebRTC: no video: the source has none at video_map 0:v:7",
                        "WebRTC: no audio: the source has none at audio_map 0:a:0");
    }

    @Test
    void encodesEverythingIfItIsForcedTo() throws Exception {
        Path file = Sources.make(folder.resolve("n.mkv"), "h264", "opus");

        processes.manager.add(playing(file, ",\"force_transcode\":true,\"video_pt\":96,\"audio_pt\":97"));
        await().until(() -> !host.opened.isEmpty());
        Opened legs = host.last();

        assertThat(legs.plan.video().orElseThrow().text())
                .isEqualTo("h264 (High): encoded to H.264 (force_transcode is set)");
        assertThat(legs.plan.audio())
                .hasValueSatisfying(leg -> assertThat(leg.copied()).isFalse());
        await().until(() -> legs.video.rtp.size() > 10 && legs.audio.rtp.size() > 10);
        assertRtp(legs.video.rtp, 96);
        assertRtp(legs.audio.rtp, 97);
    }

    @Test
    void bothLegsShareOneClock() throws Exception {
        add(Sources.make(folder.resolve("n.mkv"), "h264", "opus"));
        Opened legs = host.last();

        await().until(() -> !legs.video.rtcp.isEmpty() && !legs.audio.rtcp.isEmpty());

        // What the reports say of the first packets, whose timestamps stand for the same moment of the source.
        double video = secondsOfFirst(legs.video, 90_000);
        double audio = secondsOfFirst(legs.audio, 48_000);
        assertThat(video - audio).isBetween(-0.1, 0.1);
    }

    /** The wall clock of the first packet by the first sender report (RFC 3550 section 6.4.1). */
    private static double secondsOfFirst(TestingLegHost.ReceivedLeg leg, int clockRate) {
        byte[] report = leg.rtcp.getFirst();
        double wall = unsigned(report, 8) + unsigned(report, 12) / Math.scalb(1.0, 32);
        int ahead = (int) (unsigned(report, 16) - unsigned(leg.rtp.getFirst(), 4));
        return wall - (double) ahead / clockRate;
    }

    private static long unsigned(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getInt(at) & 0xffff_ffffL;
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "25", "60"})
    void encodesATestPatternOfAnyRateAndOddSize(int rate) throws Exception {
        processes.manager.add(process("\"-re\",\"-f\",\"lavfi\"", "testsrc=size=161x121:rate=" + rate, ""));

        await().until(() ->
                !host.opened.isEmpty() && host.last().video.nalTypes().contains(5));

        assertThat(host.last().plan.video().orElseThrow().copied()).isFalse();
        assertThat(host.last().video.nalTypes()).startsWith(7, 8);
    }

    @Test
    void outputsOfFilterGraphsAreEncoded() throws Exception {
        Path file = Sources.make(folder.resolve("n.mkv"), "h264", "opus");
        ProcessConfig config = json(playing(file, ",\"video_map\":\"[small]\""), """
                {"options":["-filter_complex","[0:v:0]split[big][b];[b]scale=64:48[small]"],
                 "output":[{"id":"out","address":"-","options":["-map","[big]","-c:v","mpeg4","-f","null"]}]}""");

        processes.manager.add(config);
        await().until(() -> !host.opened.isEmpty());
        Opened legs = host.last();

        assertThat(legs.plan.video().orElseThrow().text()).startsWith("filter output [small]: encoded to H.264");
        assertThat(legs.plan.audio().orElseThrow().copied()).isTrue();
        await().until(() -> legs.video.rtp.size() > 10 && legs.audio.rtp.size() > 10);
    }

    @Test
    void aLegThatCannotBeEncodedIsLeftOut() throws Exception {
        Path file = Sources.make(folder.resolve("n.mkv"), "h264", "opus");

        processes.manager.add(playing(file, ",\"video_map\":\"[nothing]\""));

        await().until(() -> host.opened.size() == 2 && host.last().audio.rtp.size() > 10);
        assertThat(host.last().plan.video()).isEmpty();
        assertThat(host.opened.getFirst().closed).hasValue(1);
        assertThat(report())
                .contains(
                        "WebRTC: FFmpeg ended for the video leg: it is started again without it",
                        "WebRTC: no video: FFmpeg could not encode it; reload the process to try again");
    }

    @Test
    void aVideoThatTurnsOutToBeReorderedIsEncodedFromThenOn() throws Exception {
        add(Sources.make(folder.resolve("n.mp4"), "h264", "-"));
        await().until(() -> !host.last().video.rtp.isEmpty());

        host.last().feedback.reordered();
        host.last().feedback.reordered();

        await().until(() -> host.opened.size() == 2 && !host.last().video.rtp.isEmpty());
        assertThat(host.opened.getFirst().closed).hasValue(1);
        assertThat(host.last().plan.video().orElseThrow().text())
                .isEqualTo("h264 (High): encoded to H.264 (it turned out to have B-frames)");
        assertThat(report()).contains("Starting FFmpeg anew: the video for WebRTC has B-frames, it has to be encoded");
        host.last().feedback.reordered();
        processes.manager.restart("cam");
        await().until(() -> host.opened.size() == 3);
        assertThat(host.last().plan.video().orElseThrow().copied()).isFalse();
    }

    @Test
    void theSourceIsLookedAtAgainWhenItHasLostItsAudio() throws Exception {
        Path file = folder.resolve("n.mkv");
        add(Sources.make(file, "h264", "opus"));
        awaitPackets();
        processes.manager.stop("cam");
        replace(file, "h264", "-");

        processes.manager.start("cam");

        await().until(() ->
                host.last().plan.audio().isEmpty() && !host.last().video.rtp.isEmpty());
        assertThat(host.opened).allSatisfy(legs -> assertThat(legs.closed.get()).isLessThanOrEqualTo(1));
        assertThat(report()).contains("WebRTC: the source has changed, it is looked at again");
    }

    @Test
    void theSourceIsLookedAtAgainWhenItHasGotAudio() throws Exception {
        Path file = folder.resolve("n.mkv");
        add(Sources.make(file, "h264", "-"));
        awaitPackets();
        processes.manager.stop("cam");
        replace(file, "h264", "opus");

        processes.manager.start("cam");

        await().until(() ->
                host.last().plan.audio().isPresent() && !host.last().audio.rtp.isEmpty());
        assertThat(host.opened).hasSize(3);
        assertThat(report()).contains("Starting FFmpeg anew: WebRTC: audio of the source is opus, not missing");
    }

    private void replace(Path file, String video, String audio) throws Exception {
        Path next = Sources.make(folder.resolve("next.mkv"), video, audio);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aDecisionIsKeptForTheNextStart() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");
        Path ffmpeg = folder.resolve("ffmpeg");
        Path calls = folder.resolve("calls");
        script(ffmpeg, "echo \"$@\" >>" + calls + "; exec " + Sources.ffmpeg() + " \"$@\"");
        processes.close();
        processes = TestingProcesses.withLegs(ffmpeg, Optional.of(host), folder);
        add(file);
        await().until(() -> processes.get("cam").status().progress().frame() > 10);

        processes.manager.restart("cam");

        await().until(() -> host.opened.size() == 2 && !host.last().video.rtp.isEmpty());
        assertThat(Files.readAllLines(calls).stream().filter(call -> call.contains("framecrc")))
                .hasSize(1);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void legsAreClosedBeforeFfmpegIsToldToEnd() throws Exception {
        add(Sources.make(folder.resolve("n.mp4"), "h264", "-"));
        awaitPackets();
        long pid = processes.get("cam").status().pid().orElseThrow();
        List<Boolean> alive = new CopyOnWriteArrayList<>();
        host.onClose = () -> alive.add(ProcessHandle.of(pid).isPresent());

        processes.manager.stop("cam");

        assertThat(alive).containsExactly(true);
        assertThat(host.last().closed).hasValue(1);
        assertThat(processes.state("cam")).isEqualTo(ExecState.FINISHED);
    }

    @Test
    void legsAreClosedOnceWithAnUpdate() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");
        add(file);
        awaitPackets();

        processes.manager.update("cam", change("{\"webrtc\":{\"force_transcode\":true}}"));

        await().until(() -> host.opened.size() == 2);
        assertThat(host.opened.getFirst().closed).hasValue(1);
        assertThat(host.last().plan.video().orElseThrow().copied()).isFalse();
    }

    @Test
    void legsAreClosedOnceWithADeletion() throws Exception {
        add(Sources.make(folder.resolve("n.mp4"), "h264", "-"));
        awaitPackets();

        processes.manager.delete("cam");

        assertThat(host.last().closed).hasValue(1);
    }

    @Test
    void legsAreClosedOnceWithTheServer() throws Exception {
        add(Sources.make(folder.resolve("n.mp4"), "h264", "-"));
        awaitPackets();

        processes.manager.close();

        assertThat(host.last().closed).hasValue(1);
    }

    @Test
    void legsAreClosedOnceWhenFfmpegDies() throws Exception {
        add(Sources.make(folder.resolve("n.mp4"), "h264", "-"));
        awaitPackets();

        ProcessHandle.of(processes.get("cam").status().pid().orElseThrow())
                .orElseThrow()
                .destroyForcibly();

        awaitState(ExecState.KILLED);
        assertThat(host.last().closed).hasValue(1);
        assertThat(processes.get("cam").status().lastExit())
                .hasValueSatisfying(exit -> assertThat(exit.reason()).isEqualTo(LastExit.Reason.ITSELF));
    }

    @Test
    void legsAreClosedOnceWhenTheSourceEnds() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");

        processes.manager.add(process("", file.toString(), ""));

        await().until(() -> !host.opened.isEmpty());
        awaitState(ExecState.FINISHED);
        assertThat(host.last().closed).hasValue(1);
    }

    @Test
    void legsAreClosedOnceIfFfmpegCannotBeStarted() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");
        Path ffmpeg = folder.resolve("ffmpeg");
        script(ffmpeg, "exec " + Sources.ffmpeg() + " \"$@\"");
        processes.close();
        processes = TestingProcesses.withLegs(ffmpeg, Optional.of(host), folder);
        host.onOpen = () -> ffmpeg.toFile().delete();

        processes.manager.add(playing(file, ""));

        awaitState(ExecState.FAILED);
        assertThat(host.last().closed).hasValue(1);
    }

    @Test
    void runsWithoutLegsIfTheyCannotBeReceived() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");
        processes.close();
        processes = TestingProcesses.withLegs(
                Sources.ffmpeg(),
                Optional.of((id, plan, feedback) -> {
                    throw new IOException("no more ports");
                }),
                folder);

        processes.manager.add(playing(file, ""));

        await().until(() -> processes.get("cam").status().progress().frame() > 10);
        assertThat(report()).contains("WebRTC: no legs in this run: they cannot be received: no more ports");
    }

    @Test
    void runsWithoutLegsOnAServerThatHasNone() throws Exception {
        Path file = Sources.make(folder.resolve("n.mp4"), "h264", "-");
        processes.close();
        processes = TestingProcesses.withLegs(Sources.ffmpeg(), Optional.empty(), folder);

        processes.manager.add(playing(file, ""));

        await().until(() -> processes.get("cam").status().progress().frame() > 10);
        assertThat(report()).contains("WebRTC: this process wants it, but the server has webrtc.enable switched off");
    }

    @Test
    void aStopDoesNotWaitForTheLookAtTheSource() throws Exception {
        Path ffmpeg = folder.resolve("ffmpeg");
        script(ffmpeg, "touch " + folder.resolve("looking") + "; while :; do sleep 1; done");
        processes.close();
        processes = TestingProcesses.withLegs(ffmpeg, Optional.of(host), folder);
        processes.manager.add(process("", "udp://127.0.0.1:9", ""));
        await().until(() -> Files.exists(folder.resolve("looking")));
        assertThat(processes.state("cam")).isEqualTo(ExecState.STARTING);

        processes.manager.stop("cam");

        assertThat(processes.state("cam")).isEqualTo(ExecState.FINISHED);
        assertThat(host.opened).isEmpty();
        assertThat(processes.get("cam").status().lastExit()).isEmpty();
    }

    @Test
    void aSourceThatCannotBeReadIsLookedAtOnceMoreWhenItCan() throws Exception {
        Path file = folder.resolve("n.mp4");
        Sources.make(folder.resolve("ready.mp4"), "h264", "-");
        Path ffmpeg = folder.resolve("ffmpeg");
        // The source comes between the look at it and the run.
        script(
                ffmpeg,
                "case \"$*\" in *null*) mv " + folder.resolve("ready.mp4") + " " + file + ";; esac; exec "
                        + Sources.ffmpeg() + " \"$@\"");
        processes.close();
        processes = TestingProcesses.withLegs(ffmpeg, Optional.of(host), folder);

        processes.manager.add(playing(file, ""));

        await().until(() -> !host.opened.isEmpty() && !host.last().video.rtp.isEmpty());
        assertThat(report())
                .contains("Starting FFmpeg anew: WebRTC: the source can be read now")
                .anyMatch(line -> line.startsWith(
                        "WebRTC: no video: the source could not be read before the start: FFmpeg said: "));
    }
}
