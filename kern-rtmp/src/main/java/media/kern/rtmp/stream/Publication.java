package media.kern.rtmp.stream;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import media.kern.rtmp.amf.AmfException;
import media.kern.rtmp.chunk.ChunkException;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.flv.AudioTag;
import media.kern.rtmp.flv.FlvException;
import media.kern.rtmp.flv.MediaTag;
import media.kern.rtmp.flv.TagRole;
import media.kern.rtmp.flv.VideoTag;

/** What one publisher sends to a stream, from his first to his last message. On his event loop. */
public final class Publication implements AutoCloseable {
    private static final int MAX_TRACKS = 64;

    private final Streams streams;
    private final LiveStream stream;
    private final PublisherEvents events;
    private final PublisherClock clock = new PublisherClock(System::nanoTime);
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<String> codecs = new CopyOnWriteArrayList<>();
    private volatile long lastHeard = System.nanoTime();

    Publication(Streams streams, LiveStream stream, PublisherEvents events) {
        this.streams = streams;
        this.stream = stream;
        this.events = events;
    }

    LiveStream stream() {
        return stream;
    }

    PublisherEvents events() {
        return events;
    }

    List<String> codecs() {
        return codecs;
    }

    long silentNanos() {
        return System.nanoTime() - lastHeard;
    }

    /**
     * Passes a message on. What is no audio, video or data is ignored; the payload stays the caller's.
     *
     * @throws ChunkException if it is broken, so that the publisher must be sent away
     */
    public void message(RtmpMessage message) throws ChunkException {
        try {
            switch (message.type()) {
                case MessageType.AUDIO -> media(MediaKind.AUDIO, message, AudioTag.parse(message.payload()));
                case MessageType.VIDEO -> media(MediaKind.VIDEO, message, VideoTag.parse(message.payload()));
                case MessageType.DATA_AMF0 -> data(message, message.payload());
                case MessageType.DATA_AMF3 -> {
                    if (message.payload().isReadable()) {
                        data(message, message.payload().skipBytes(1));
                    }
                }
                default -> {
                    return;
                }
            }
        } catch (FlvException e) {
            throw new ChunkException("audio or video that cannot be read: " + e.getMessage());
        }
    }

    private void media(MediaKind kind, RtmpMessage message, MediaTag tag) throws ChunkException {
        lastHeard = System.nanoTime();
        if (tag.role() == TagRole.IGNORED) {
            return;
        }
        if (seen.size() < MAX_TRACKS && seen.add(kind + tag.codecName())) {
            report(tag);
        }
        if (tag.codec().isEmpty()) {
            return;
        }
        boolean configuration = tag.role() == TagRole.CONFIGURATION;
        long time = clock.time(message, !configuration);
        stream.offer(
                this, new LiveStream.Offered(kind, time, tag.keyframe(), configuration, tag.slot(), message.payload()));
    }

    private void report(MediaTag tag) {
        if (tag.codec().isPresent()) {
            codecs.add(tag.codecName());
            events.track(tag.codecName());
        } else {
            events.unsupported(tag.codecName());
        }
    }

    private void data(RtmpMessage message, ByteBuf payload) throws ChunkException {
        Metadata.Outcome outcome;
        try {
            outcome = Metadata.rewrite(payload);
        } catch (AmfException e) {
            throw new ChunkException("metadata that cannot be read: " + e.getMessage());
        }
        try {
            long time = clock.time(message, false);
            stream.offer(this, LiveStream.Offered.metadata(time, outcome.metadata(), outcome.payload()));
        } finally {
            outcome.payload().release();
        }
    }

    /** Ends it; players stay for the grace, if there is one. May be called twice. */
    @Override
    public void close() {
        streams.unpublish(this);
    }
}
