package media.kern.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.amf.AmfWriter;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.client.RtmpClientOptions;
import media.kern.rtmp.stream.StreamInfo;
import media.kern.rtmp.stream.StreamLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What publishers may, and what becomes of them. */
@Execution(ExecutionMode.CONCURRENT)
class PublishTest {
    private static UnaryOperator<RtmpOptions> times(Duration silence, Duration grace) {
        return TestingServer.streams(limits -> new StreamLimits(
                limits.cacheBytes(),
                limits.cacheTime(),
                limits.playerBytes(),
                limits.chunkSize(),
                limits.merge(),
                silence,
                grace));
    }

    @Test
    void listsStreamsByName() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing second = server.publish("b");
                Publishing first = server.publish("a")) {
            first.headers();
            second.audioHeader(1);
            await().until(() -> server.events().stream()
                            .filter(text -> text.startsWith("track"))
                            .count()
                    == 3);

            assertThat(server.server().streams())
                    .extracting(StreamInfo::name, StreamInfo::codecs, StreamInfo::players)
                    .containsExactly(tuple("/live/a", List.of("H264", "AAC"), 0), tuple("/live/b", List.of("AAC"), 0));
        }
    }

    @Test
    void refusesASecondPublisherOfTheSameStream() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 1).sync();
            assertThatThrownBy(() -> server.publish("cam"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("NetStream.Publish.BadName: already publishing");
            try (Watching player = server.play("cam").awaitMedia("video key 0 1")) {
                publisher.frame(40, 2);
                player.awaitMedia("video 40 2");
            }
        }
    }

    /** A token as the last element of the path is no part of the name. */
    @Test
    void refusesASecondPublisherWithAnotherFormOfTheToken() throws IOException {
        TokenAuthority authority = new TokenAuthority("/", Optional.of("secret"), Optional.of("secret"));
        try (TestingServer server = new TestingServer(options -> options, authority);
                Publishing publisher = server.publish("cam/secret")) {
            publisher.headers().keyframe(0, 1).sync();
            assertThatThrownBy(() -> server.publish("cam/secret")).hasMessageContaining("already publishing");
            assertThatThrownBy(() -> server.publish("cam?token=secret")).hasMessageContaining("already publishing");
            try (Watching player = server.play("cam?token=secret").awaitMedia("video key 0 1")) {
                publisher.frame(40, 2);
                player.awaitMedia("video 40 2");
            }
            assertThat(server.events()).noneMatch(text -> text.contains("secret"));
        }
    }

    @Test
    void refusesBeforeItSaysThatItAccepts() throws IOException {
        TokenAuthority authority = new TokenAuthority("/live", Optional.of("secret"), Optional.of("secret"));
        try (TestingServer server = new TestingServer(options -> options, authority)) {
            assertThatThrownBy(() -> server.publish("cam?token=wrong"))
                    .hasMessage("NetStream.Publish.Denied: invalid streamkey");
            assertThatThrownBy(() -> server.play("cam?token=wrong"))
                    .hasMessage("NetStream.Play.Failed: invalid streamkey");
            assertThatThrownBy(
                            () -> server.publish(RtmpClientOptions.of(server.address(), "other", "cam?token=secret")))
                    .hasMessage("NetStream.Publish.Denied: invalid app");
            await().until(() -> server.server().connections() == 0);
        }
    }

    @Test
    void letsAnotherTakeOverFromASilentOne() throws IOException {
        try (TestingServer server = new TestingServer(times(Duration.ZERO, Duration.ZERO));
                Publishing silent = server.publish("cam")) {
            silent.headers().keyframe(0, 1).frame(40, 2).sync();
            try (Watching player = server.play("cam").awaitMedia("video 40 2");
                    Publishing other = server.publish("cam")) {
                silent.heard().awaitCode("NetStream.Publish.BadName");
                await().until(() -> silent.client().isClosed());
                other.frame(5000, 3).videoHeader(7).keyframe(5040, 4).frame(5080, 5);
                player.awaitMedia("video 160 5");
                assertThat(player.mediaFrom("video 40 2"))
                        .startsWith("video 40 2")
                        .endsWith("video key 120 4", "video 160 5")
                        .anyMatch(text -> text.startsWith("video header"))
                        .noneMatch(text -> text.endsWith(" 3"));
                assertThat(player.client().isClosed()).isFalse();
            }
        }
    }

    @Test
    void keepsPlayersForTheGraceAndGoesOnWithTheirTime() throws IOException {
        try (TestingServer server = new TestingServer(times(Duration.ofSeconds(5), Duration.ofSeconds(60)))) {
            Publishing first = server.publish("cam");
            first.headers().keyframe(1000, 1).frame(1040, 2).sound(1050, 2).sync();
            try (Watching player = server.play("cam").awaitMedia("audio 50 2")) {
                first.close();
                await().until(() -> server.server().streams().isEmpty());
                try (Publishing second = server.publish("cam")) {
                    second.headers().keyframe(0, 3).sound(10, 3).frame(40, 4);
                    player.awaitMedia("video 130 4");
                    assertThat(player.mediaFrom("audio 50 2"))
                            .containsSubsequence("video key 90 3", "audio 100 3", "video 130 4");
                }
            }
        }
    }

    @Test
    void endsPlayersAfterTheGrace() throws IOException {
        try (TestingServer server = new TestingServer(times(Duration.ofSeconds(5), Duration.ofMillis(50)))) {
            Publishing publisher = server.publish("cam");
            publisher.headers().keyframe(0, 1).sync();
            try (Watching player = server.play("cam").awaitMedia("video key 0 1")) {
                publisher.hangUp();
                player.awaitCode("NetStream.Play.UnpublishNotify").awaitClosed();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FCUnpublish", "deleteStream", "closeStream"})
    void endsAtTheCommandAndPublishesAgainOnTheSameConnection(String command) throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().keyframe(0, 1).sync();
            try (Watching player = server.play("cam").awaitMedia("video key 0 1")) {
                publisher.client().call(command, command.equals("deleteStream") ? 1 : "cam");
                player.awaitCode("NetStream.Play.UnpublishNotify").awaitClosed();
            }
            assertThat(server.server().streams()).isEmpty();
            publisher.client().call("publish", "other", "live");
            await().until(() -> !server.server().streams().isEmpty());
            publisher.headers().keyframe(0, 2).sync();
            try (Watching player = server.play("other").awaitMedia("video key 0 2")) {
                assertThat(player.media()).contains("video header 0 1");
            }
        }
    }

    @Test
    void answersWhatEncodersAsk() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            List<List<AmfValue>> commands = publisher.heard().commands();
            assertThat(commands.getFirst().get(2).named()).containsEntry("capabilities", AmfValue.of(31));
            assertThat(commands.getFirst().getLast().named())
                    .containsEntry("code", AmfValue.of("NetConnection.Connect.Success"))
                    .containsEntry("objectEncoding", AmfValue.of(0))
                    .doesNotContainKey("fourCcList");
            assertThat(commands.get(1))
                    .containsExactly(AmfValue.of("onBWDone"), AmfValue.of(0), AmfValue.Nothing.NULL, AmfValue.of(8192));
            assertThat(commands).anyMatch(command -> command.getFirst().equals(AmfValue.of("onFCPublish")));
            assertThat(publisher.heard().controls())
                    .startsWith("5 2500000", "6 2500000", "4 0:0", "1 65536")
                    .contains("4 0:1");
        }
    }

    /** Hardware encoders wait for some of these answers. */
    @Test
    void answersCallsThatAreNoPartOfTheProtocol() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.patience(1000));
                RawClient client = new RawClient(server.address())) {
            client.handshake().connect();
            for (String call : List.of("createStream", "releaseStream", "getStreamLength", "_checkbw", "seek")) {
                client.command(0, List.of(AmfValue.of(call), AmfValue.of(7), AmfValue.Nothing.NULL));
            }
            String answers = new String(client.readToEnd(), StandardCharsets.ISO_8859_1);
            assertThat(answers.split("_result", -1)).hasSize(1 + 5);
        }
    }

    /** Clients of Flash that believe to speak AMF 3 put a zero before AMF 0. */
    @Test
    void understandsCommandsInTheWrappingOfAmf3() throws IOException {
        try (TestingServer server = new TestingServer(TestingServer.patience(1000));
                RawClient client = new RawClient(server.address())) {
            ByteBuf publish = Unpooled.buffer().writeByte(0);
            AmfWriter.write(
                    publish,
                    List.of(AmfValue.of("publish"), AmfValue.of(0), AmfValue.Nothing.NULL, AmfValue.of("cam")));
            client.handshake().connect().message(MessageType.COMMAND_AMF3, 1, publish);
            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .contains("NetStream.Publish.Start");
            assertThat(server.events()).contains("PUBLISH /live/cam");
        }
    }

    @Test
    void tellsEnhancedClientsThatItPassesEverythingOn() throws IOException {
        try (TestingServer server = new TestingServer()) {
            AmfValue asked = AmfValue.object()
                    .with("fourCcList", new AmfValue.StrictArray(List.of(AmfValue.of("hvc1"))))
                    .with(
                            "videoFourCcInfoMap",
                            AmfValue.object().with("hvc1", 3).build())
                    .with("capsEx", 7)
                    .build();
            try (Publishing publisher = server.publish(server.options("cam").withCapabilities(asked))) {
                Map<String, AmfValue> information =
                        publisher.heard().commands().getFirst().getLast().named();
                AmfValue any = AmfValue.object().with("*", 4).build();
                assertThat(information)
                        .containsEntry("fourCcList", new AmfValue.StrictArray(List.of(AmfValue.of("*"))))
                        .containsEntry("videoFourCcInfoMap", any)
                        .containsEntry("audioFourCcInfoMap", any)
                        .containsEntry("capsEx", AmfValue.of(14));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 128, 4096, 1 << 20, 0xFFFFFF})
    void takesChunksOfAnySize(int chunkSize) throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish(server.options("cam").withChunkSize(chunkSize))) {
            publisher.headers().large(true, 0, 1, 20_000).sync();
            try (Watching player =
                    server.play(server.options("cam").withDigest()).awaitMedia("video key 0 1")) {
                assertThat(player.media()).contains("video header 0 1", "audio header 0 1");
            }
        }
    }

    /** What is not known is neither taken for something else nor the end of the rest. */
    @Test
    void dropsUnknownCodecsAndSaysSoOnce() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers();
            for (int i = 0; i < 3; i++) {
                ByteBuf unknown = Unpooled.buffer().writeByte(0x91);
                unknown.writeCharSequence("abcd", StandardCharsets.US_ASCII);
                publisher.client().send(MessageType.VIDEO, i * 40, unknown.writeInt(i));
            }
            publisher.keyframe(120, 9).sync();
            try (Watching player = server.play("cam").awaitMedia("video key 0 9")) {
                assertThat(player.media()).noneMatch(text -> text.startsWith("video 0"));
            }
            assertThat(server.events())
                    .containsSequence("track H264", "track AAC", "unsupported abcd")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void acknowledgesTheTotalOfWhatItReceived() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            for (int i = 0; i < 40; i++) {
                publisher.large(true, i * 40, i, 100_000);
            }
            await().until(() -> acknowledgements(publisher).size() >= 3);
            assertThat(acknowledgements(publisher)).isSorted();
            assertThat(acknowledgements(publisher).getLast()).isGreaterThan(3L << 20);
        }
    }

    private static List<Long> acknowledgements(Publishing publisher) {
        return publisher.heard().controls().stream()
                .filter(text -> text.startsWith("3 "))
                .map(text -> Long.parseLong(text.substring(2)))
                .toList();
    }

    @Test
    void countsTheBytesOfASessionToTheLast() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam")) {
            publisher.headers().large(true, 0, 1, 50_000);
            Watching player = server.play("cam").awaitMedia("video key 0 1");
            player.close();
            await().until(() -> server.ended().size() == 1);
            publisher.hangUp();
            await().until(() -> server.ended().size() == 2);

            assertThat(server.events()).contains("end of PLAY /live/cam: the client has closed the connection");
            assertThat(server.ended().getFirst().bytesSent())
                    .isEqualTo(player.client().received());
            assertThat(server.ended().getLast().bytesReceived()).isBetween(53_000L, 55_000L);
            assertThat(server.ended().getLast().bytesSent())
                    .isEqualTo(publisher.client().received());
        }
    }

    @Test
    void closesEveryConnectionWhenItStops() throws IOException {
        try (TestingServer server = new TestingServer();
                Publishing publisher = server.publish("cam");
                Watching player = server.play("cam")) {
            server.server().close();
            await().until(() -> publisher.client().isClosed());
            player.awaitClosed();
        }
    }
}
