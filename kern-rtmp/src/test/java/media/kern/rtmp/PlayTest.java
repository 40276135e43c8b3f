package media.kern.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.amf.AmfWriter;
import media.kern.rtmp.stream.StreamLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What players get, and when. */
@Execution(ExecutionMode.CONCURRENT)
class PlayTest {
    private static final List<String> GREETING = List.of("|RtmpSampleAccess");

    @Test
    void givesWhoJoinsMetadataHeadersAndThePictureAtOnceFromZero() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.metadata("first").headers();
            publisher.keyframe(90_000, 1).frame(90_040, 2).sound(90_020, 3);
            publisher.keyframe(92_000, 4).sound(91_990, 9).sound(92_010, 5).frame(92_040, 6);
            publisher.sync();
            try (Watching first = server.play("cam");
                    Watching second = server.play("cam")) {
                first.awaitMedia("video 40 6");
                publisher.frame(92_080, 7).sound(92_090, 8);
                for (Watching player : List.of(first, second)) {
                    player.awaitMedia("audio 90 8");
                    assertThat(player.media())
                            .startsWith(GREETING.toArray(String[]::new))
                            .endsWith(
                                    "onMetaData first",
                                    "video header 0 1",
                                    "audio header 0 1",
                                    "video key 0 4",
                                    "audio 10 5",
                                    "video 40 6",
                                    "video 80 7",
                                    "audio 90 8");
                }
            }
        }
    }

    @Test
    void sendsWhatChangesWhileItPlays() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.metadata("old").headers().keyframe(0, 1);
            try (Watching player = server.play("cam").awaitMedia("video key 0 1")) {
                ByteBuf caption = Unpooled.buffer();
                AmfWriter.write(caption, List.of(AmfValue.of("onTextData"), AmfValue.of("hello")));
                publisher
                        .metadata("new")
                        .videoHeader(2)
                        .audioHeader(2)
                        .data(60, caption)
                        .keyframe(100, 2);
                player.awaitMedia("video key 100 2");

                assertThat(player.mediaFrom("onMetaData new"))
                        .satisfiesExactly(
                                data -> assertThat(data).isEqualTo("onMetaData new"),
                                header -> assertThat(header)
                                        .startsWith("video header")
                                        .endsWith(" 2"),
                                header -> assertThat(header)
                                        .startsWith("audio header")
                                        .endsWith(" 2"),
                                text -> assertThat(text).isEqualTo("onTextData"),
                                key -> assertThat(key).isEqualTo("video key 100 2"));
            }
            try (Watching late = server.play("cam").awaitMedia("video key 0 2")) {
                assertThat(late.mediaFrom("onMetaData new"))
                        .containsExactly("onMetaData new", "video header 0 2", "audio header 0 2", "video key 0 2");
            }
        }
    }

    @Test
    void keepsDistancesBetweenTimestamps() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher
                    .headers()
                    .keyframe(0, 1)
                    .frame(33, 2)
                    .frame(67, 3)
                    .frame(100, 4)
                    .sync();
            try (Watching player = server.play("cam").awaitMedia("video 100 4")) {
                assertThat(player.mediaFrom("video key 0 1"))
                        .containsExactly("video key 0 1", "video 33 2", "video 67 3", "video 100 4");
            }
        }
    }

    /** 4 hours and 39 minutes: a timestamp of exactly 0xFFFFFF needs the long form. */
    @Test
    void playsOnWhereTimestampsGetLong() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 1);
            try (Watching player = server.play("cam").awaitMedia("video key 0 1")) {
                publisher.large(false, 16_777_175, 2, 100_000);
                publisher.large(false, 16_777_215, 3, 100_000);
                publisher.large(true, 33_554_432, 4, 200_000).frame(33_554_472, 5);
                player.awaitMedia("video 33554472 5");
                assertThat(player.mediaFrom("video key 0 1"))
                        .containsExactly(
                                "video key 0 1",
                                "video 16777175 2",
                                "video 16777215 3",
                                "video key 33554432 4",
                                "video 33554472 5");
            }
        }
    }

    @Test
    void startsAudioNearLive() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("radio")) {
            publisher.audioHeader(1);
            for (int i = 0; i < 100; i++) {
                publisher.sound(i * 23, i);
            }
            publisher.sync();
            try (Watching first = server.play("radio")) {
                publisher.sound(5000, 1000).sound(5023, 1001);
                first.awaitMedia("audio 23 1001");
                assertThat(first.media())
                        .contains("audio header 0 1", "audio 0 1000")
                        .doesNotContain("audio 0 0");
            }
        }
    }

    @Test
    void waitsForTheNextKeyframeWhenTheLastIsTooFarBack() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.streams(limits -> cache(limits, 50_000)));
                Publishing publisher = server.publish("cam")) {
            publisher
                    .headers()
                    .large(true, 0, 1, 40_000)
                    .large(false, 40, 2, 40_000)
                    .sync();
            try (Watching player = server.play("cam")) {
                publisher.frame(80, 3).sound(90, 4).keyframe(120, 5);
                player.awaitMedia("video key 0 5");
                assertThat(player.media()).noneMatch(text -> text.endsWith(" 3") || text.endsWith(" 4"));
            }
        }
    }

    private static StreamLimits cache(StreamLimits limits, int bytes) {
        return new StreamLimits(
                bytes,
                limits.cacheTime(),
                limits.playerBytes(),
                limits.chunkSize(),
                limits.merge(),
                limits.silence(),
                limits.grace());
    }

    /** There is one keyframe, at the beginning, or none at all: after a while he gets what there is. */
    @Test
    void doesNotWaitForAKeyframeForEver() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 1).frame(30_000, 2).sync();
            try (Watching player = server.play("cam")) {
                publisher.frame(31_000, 3).frame(40_000, 4).frame(55_000, 5);
                player.awaitMedia("video 0 5");
                assertThat(player.media()).noneMatch(text -> text.endsWith(" 3") || text.endsWith(" 4"));
            }
        }
    }

    @Test
    void letsASlowPlayerGoOnAtAKeyframeAndNobodyElseWait() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.streams(limits -> new StreamLimits(
                        1 << 20,
                        limits.cacheTime(),
                        200_000,
                        limits.chunkSize(),
                        limits.merge(),
                        limits.silence(),
                        limits.grace())));
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 0);
            try (Watching slow = server.play("cam").awaitMedia("video key 0 0");
                    Watching quick = server.play("cam").awaitMedia("video key 0 0")) {
                slow.client().reading(false);
                int frames = 0;
                while (!server.events().contains("skipped")) {
                    frames++;
                    publisher.large(frames % 10 == 0, frames * 40, frames, 100_000);
                    int sent = frames;
                    await().until(() -> quick.media().stream().anyMatch(text -> text.endsWith(" " + sent)));
                }
                slow.client().reading(true);
                int resumed = frames;
                int number = frames;
                while (slow.media().stream().noneMatch(text -> isKeyAfter(text, resumed))) {
                    number++;
                    publisher.large(number % 10 == 0, number * 40, number, 1000);
                    int sent = number;
                    await().until(() -> quick.media().stream().anyMatch(text -> text.endsWith(" " + sent)));
                }
                assertThat(quick.media().stream().filter(text -> text.startsWith("video ")))
                        .hasSize(number + 2);
                assertContinuesOnlyAtKeyframes(slow.media());
            }
        }
    }

    private static boolean isKeyAfter(String text, int number) {
        return text.startsWith("video key") && Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1)) > number;
    }

    /** Where numbers are missing, a keyframe follows; and every frame still has its time. */
    private static void assertContinuesOnlyAtKeyframes(List<String> media) {
        int last = -1;
        for (String text : media) {
            if (!text.startsWith("video ") || text.startsWith("video header")) {
                continue;
            }
            String[] words = text.split(" ");
            int number = Integer.parseInt(words[words.length - 1]);
            assertThat(number == last + 1 || text.startsWith("video key"))
                    .as(text)
                    .isTrue();
            assertThat(words[words.length - 2]).isEqualTo(Integer.toString(number * 40));
            last = number;
        }
    }

    @Test
    void saysThatAStreamIsOver() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 1);
            try (Watching player = server.play("cam").awaitMedia("video key 0 1")) {
                publisher.hangUp();
                player.awaitCode("NetStream.Play.UnpublishNotify").awaitClosed();
                assertThat(player.controls()).contains("4 1:1");
            }
            assertThat(server.server().streams()).isEmpty();
        }
    }

    @Test
    void refusesAStreamThatThereIsNot() throws IOException {
        try (TestingServer server = new TestingServer()) {
            assertThatThrownBy(() -> server.play("nothing"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("NetStream.Play.StreamNotFound: no such stream");
            assertThat(server.events()).containsExactly("refused PLAY: no such stream");
        }
    }

    @Test
    void pausesAndGoesOnAtAKeyframe() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 1);
            try (Watching player = server.play("cam").awaitMedia("video key 0 1");
                    Watching other = server.play("cam")) {
                player.client().call("pause", true, 0);
                player.awaitCode("NetStream.Pause.Notify");
                publisher.frame(40, 2).keyframe(80, 3);
                other.awaitMedia("video key 80 3");
                player.client().call("seek", 0);
                player.client().call("pause", false, 0);
                player.awaitCode("NetStream.Unpause.Notify");
                publisher.frame(120, 4).keyframe(160, 5).frame(200, 6);
                player.awaitMedia("video 200 6");
                assertThat(player.mediaFrom("video key 0 1"))
                        .containsExactly("video key 0 1", "video key 160 5", "video 200 6");
            }
        }
    }

    @Test
    void pingsAPlayerWhoSaysNothingAndAnswersHisPings() throws IOException {
        Duration soon = Duration.ofMillis(60);
        Duration long_ = Duration.ofSeconds(20);
        try (TestingServer server = new TestingServer(
                        options -> options.withTimes(new RtmpOptions.Times(long_, long_, long_, soon)));
                Publishing publisher = server.publish("cam");
                Watching player = server.play("cam")) {
            await().until(() -> player.controls().stream().anyMatch(text -> text.startsWith("4 6:")));
            publisher
                    .client()
                    .write(Unpooled.wrappedBuffer(new byte[] {2, 0, 0, 0, 0, 0, 6, 4, 0, 0, 0, 0, 0, 6, 0, 0, 0, 77}));
            await().until(() -> publisher.heard().controls().contains("4 7:77"));
        }
    }

    @Test
    void deliversToManyPlayersAlike() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 0);
            List<Watching> players = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                players.add(server.play("cam").awaitMedia("video key 0 0"));
            }
            for (int i = 1; i <= 50; i++) {
                publisher.frame(i * 40, i).sound(i * 40 + 5, i);
            }
            for (Watching player : players) {
                player.awaitMedia("audio 2005 50");
                assertThat(player.media().stream().filter(text -> text.matches("(video|audio) [0-9]+ [0-9]+")))
                        .hasSize(100);
                player.close();
            }
            await().until(() -> server.server().streams().getFirst().players() == 0);
        }
    }
}
