package media.kern.rtmp;

import io.netty.channel.Channel;
import java.util.Optional;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.stream.Publication;
import media.kern.rtmp.stream.PublisherEvents;
import media.kern.rtmp.stream.Streams;
import org.jspecify.annotations.Nullable;

/** A connection that publishes. */
final class PublisherRole implements Role, PublisherEvents {
    private final LiveSession session;
    private final RtmpListener listener;
    private final Channel channel;
    private final Runnable onReplaced;
    private @Nullable Publication publication;

    private PublisherRole(LiveSession session, RtmpListener listener, Channel channel, Runnable onReplaced) {
        this.session = session;
        this.listener = listener;
        this.channel = channel;
        this.onReplaced = onReplaced;
    }

    /**
     * Empty if somebody else publishes under that name.
     *
     * @param onReplaced runs on the event loop, when somebody else has taken over
     */
    static Optional<PublisherRole> start(
            Streams streams, LiveSession session, RtmpListener listener, Channel channel, Runnable onReplaced) {
        PublisherRole role = new PublisherRole(session, listener, channel, onReplaced);
        Optional<Publication> publication = streams.publish(session.stream(), role);
        role.publication = publication.orElse(null);
        return publication.map(_ -> role);
    }

    void media(RtmpMessage message) throws ChunkException {
        if (publication != null) {
            publication.message(message);
        }
    }

    @Override
    public LiveSession session() {
        return session;
    }

    @Override
    public void leave() {
        if (publication != null) {
            publication.close();
            publication = null;
        }
    }

    @Override
    public void replaced() {
        channel.eventLoop().execute(onReplaced);
    }

    @Override
    public void track(String codec) {
        listener.track(session, codec);
    }

    @Override
    public void unsupported(String codec) {
        listener.unsupported(session, codec);
    }
}
