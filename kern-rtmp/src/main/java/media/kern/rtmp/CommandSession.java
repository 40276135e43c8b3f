package media.kern.rtmp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Optional;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.ControlMessages;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.stream.Player;
import media.kern.rtmp.stream.PlayerEvents;
import org.jspecify.annotations.Nullable;

/** The commands of a client, in the order in which encoders and players send them, and what follows from them. */
final class CommandSession {
    private static final int MAX_STREAM_IDS = 16;

    private final ServerContext context;
    private final ServerConnection connection;
    private final Channel channel;
    private final Traffic traffic;
    private final Replies replies;
    private final ByteBufAllocator allocator;
    private String application = "";
    private boolean connected;
    private int streamIds;
    private @Nullable Role role;
    private long idleSince = System.nanoTime();
    private LiveSession.Before before = new LiveSession.Before(0, 0);

    CommandSession(ServerContext context, ServerConnection connection, Channel channel, Traffic traffic) {
        this.context = context;
        this.connection = connection;
        this.channel = channel;
        this.traffic = traffic;
        this.allocator = channel.alloc();
        this.replies = new Replies(allocator, context.options().streams().chunkSize());
    }

    boolean isIdle() {
        return role == null;
    }

    boolean isPublishing() {
        return role instanceof PublisherRole;
    }

    long idleSince() {
        return idleSince;
    }

    void command(Command command) throws ChunkException {
        if (!connected) {
            if (!command.name().equals("connect")) {
                throw new ChunkException("the first command is " + printable(command.name()) + " instead of connect");
            }
            connect(command);
            return;
        }
        switch (command.name()) {
            case "createStream" -> createStream(command);
            case "publish" -> begin(RtmpAction.PUBLISH, command);
            case "play" -> begin(RtmpAction.PLAY, command);
            case "pause" -> pause(command);
            case "deleteStream", "closeStream" -> leave(RtmpEnd.expected("the client has ended it"));
            case "FCUnpublish" -> unpublish(command);
            case "FCPublish" -> {
                result(command, AmfValue.Nothing.UNDEFINED);
                notify("onFCPublish", "NetStream.Publish.Start", command.text(0).orElse(""));
            }
            case "FCSubscribe" ->
                notify("onFCSubscribe", "NetStream.Play.Start", command.text(0).orElse(""));
            case "releaseStream", "_checkbw", "checkBandwidth" -> result(command, AmfValue.Nothing.UNDEFINED);
            case "getStreamLength" -> result(command, AmfValue.of(0));
            default -> {
                // seek, receiveAudio, results of ours and whatever else: encoders do not wait for an answer.
                return;
            }
        }
    }

    private static String printable(String name) {
        return name.length() > 32 || name.chars().anyMatch(Character::isISOControl) ? "something else" : name;
    }

    private void connect(Command command) throws ChunkException {
        application = Optional.ofNullable(command.object().get("app"))
                .flatMap(AmfValue::text)
                .orElseThrow(() -> new ChunkException("connect without an application"));
        connected = true;
        ConnectReply.write(
                command, allocator, replies, context.options().streams().chunkSize(), connection::send);
    }

    private void createStream(Command command) {
        streamIds = Math.min(streamIds + 1, MAX_STREAM_IDS);
        result(command, AmfValue.of(streamIds));
    }

    private void result(Command command, AmfValue value) {
        if (command.transaction() != 0) {
            connection.send(replies.result(command.transaction(), value));
        }
    }

    private void notify(String call, String code, String description) {
        connection.send(replies.call(
                call, 0, AmfValue.Nothing.NULL, List.of(Replies.statusObject("status", code, description))));
    }

    private void status(int streamId, String code, String description) {
        connection.send(replies.status(streamId, "status", code, description));
    }

    private void begin(RtmpAction action, Command command) throws ChunkException {
        String name =
                command.text(0).orElseThrow(() -> new ChunkException(command.name() + " without the name of a stream"));
        if (role != null) {
            String code = RtmpDecision.Reason.CONFLICT.code(action);
            connection.send(replies.status(command.streamId(), "error", code, "this connection has a stream already"));
            return;
        }
        Optional<StreamPath> path = StreamPath.parse(application, name);
        if (path.isEmpty()) {
            throw new ChunkException("the path of the stream has a broken escape or control characters");
        }
        RtmpRequest request = new RtmpRequest(action, path.get(), connection.remote(), connection.secure());
        switch (context.authority().decide(request)) {
            case RtmpDecision.Refuse refusal -> refuse(request, command.streamId(), refusal);
            case RtmpDecision.Accept(String stream) -> {
                boolean begun = action == RtmpAction.PUBLISH
                        ? publish(stream, command.streamId())
                        : play(stream, command.streamId());
                if (!begun) {
                    refuse(request, command.streamId(), taken(action));
                }
            }
        }
    }

    private static RtmpDecision.Refuse taken(RtmpAction action) {
        return action == RtmpAction.PUBLISH
                ? new RtmpDecision.Refuse(RtmpDecision.Reason.CONFLICT, "already publishing")
                : new RtmpDecision.Refuse(RtmpDecision.Reason.NOT_FOUND, "no such stream");
    }

    private void refuse(RtmpRequest request, int streamId, RtmpDecision.Refuse refusal) {
        context.listener().refused(request, refusal);
        connection.send(replies.status(streamId, "error", refusal.reason().code(request.action()), refusal.message()));
        connection.closeAfterFlush(RtmpEnd.fault(refusal.message()));
    }

    private LiveSession session(RtmpAction action, String stream) {
        return new LiveSession(action, stream, connection, channel, traffic, before);
    }

    private boolean publish(String stream, int streamId) {
        Optional<PublisherRole> publisher = PublisherRole.start(
                context.streams(),
                session(RtmpAction.PUBLISH, stream),
                context.listener(),
                channel,
                () -> replaced(streamId));
        if (publisher.isEmpty()) {
            return false;
        }
        role = publisher.get();
        connection.allowMedia();
        connection.send(ControlMessages.event(allocator, ControlMessages.STREAM_BEGIN, streamId));
        status(streamId, "NetStream.Publish.Start", "Start publishing");
        context.listener().opened(publisher.get().session());
        return true;
    }

    private void replaced(int streamId) {
        if (role instanceof PublisherRole) {
            connection.send(replies.status(
                    streamId, "error", "NetStream.Publish.BadName", "somebody else has taken over after a silence"));
            connection.closeAfterFlush(RtmpEnd.fault("somebody else has taken over after a silence"));
        }
    }

    private boolean play(String stream, int streamId) {
        LiveSession session = session(RtmpAction.PLAY, stream);
        Player player = new Player(
                channel,
                streamId,
                context.options().streams(),
                traffic.written(),
                new EventsOfPlayer(streamId, session));
        // What the player gets first is sent by a later turn of this event loop, so the answers below precede it.
        Optional<Runnable> departure = context.streams().play(stream, player);
        if (departure.isEmpty()) {
            return false;
        }
        role = new PlayerRole(session, player, departure.get());
        connection.send(ControlMessages.event(allocator, ControlMessages.STREAM_BEGIN, streamId));
        status(streamId, "NetStream.Play.Reset", "Playing and resetting");
        // No NetStream.Data.Start: FFmpeg takes it for a track of data, the first, and then counts its tracks
        // differently.
        AmfValue yes = new AmfValue.Bool(true);
        connection.send(replies.data(streamId, List.of(AmfValue.of("|RtmpSampleAccess"), yes, yes)));
        status(streamId, "NetStream.Play.Start", "Start live");
        context.listener().opened(session);
        return true;
    }

    private final class EventsOfPlayer implements PlayerEvents {
        private final int streamId;
        private final LiveSession session;

        EventsOfPlayer(int streamId, LiveSession session) {
            this.streamId = streamId;
            this.session = session;
        }

        @Override
        public void ended() {
            connection.send(ControlMessages.event(allocator, ControlMessages.STREAM_EOF, streamId));
            status(streamId, "NetStream.Play.UnpublishNotify", "the stream is over");
            connection.closeAfterFlush(RtmpEnd.expected("the stream is over"));
        }

        @Override
        public void skipped() {
            context.listener().skipped(session);
        }

        @Override
        public void stuck() {
            connection.close(RtmpEnd.fault("the player does not take what is sent to it"));
        }
    }

    private void pause(Command command) {
        boolean stop =
                command.argument(0).orElse(AmfValue.Nothing.NULL) instanceof AmfValue.Bool(boolean value) && value;
        if (role instanceof PlayerRole playing) {
            playing.player().pause(stop);
            String code = stop ? "NetStream.Pause.Notify" : "NetStream.Unpause.Notify";
            status(command.streamId(), code, stop ? "Paused" : "Resumed");
        }
    }

    private void unpublish(Command command) {
        result(command, AmfValue.Nothing.UNDEFINED);
        if (role instanceof PublisherRole) {
            leave(RtmpEnd.expected("the client has ended it"));
            notify(
                    "onFCUnpublish",
                    "NetStream.Unpublish.Success",
                    command.text(0).orElse(""));
        }
    }

    /** Of a publisher it goes to the players, of anybody else nowhere. */
    void media(RtmpMessage message) throws ChunkException {
        if (role instanceof PublisherRole publishing) {
            publishing.media(message);
        }
    }

    /** Ends what it publishes or plays, if it does; the connection stays. */
    void leave(RtmpEnd end) {
        Role left = role;
        if (left != null) {
            role = null;
            idleSince = System.nanoTime();
            left.leave();
            context.listener().closed(left.session(), end);
            before = left.session().counted();
        }
    }
}
