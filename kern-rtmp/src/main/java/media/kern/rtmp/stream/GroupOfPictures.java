package media.kern.rtmp.stream;

import java.util.ArrayList;
import java.util.List;

/** Everything since the last keyframe, for who joins; nothing if that is too much. */
final class GroupOfPictures {
    private final long maxBytes;
    private final long maxMillis;
    private final List<SharedMessage> messages = new ArrayList<>();
    private long bytes;

    GroupOfPictures(StreamLimits limits) {
        this.maxBytes = limits.cacheBytes();
        this.maxMillis = limits.cacheTime().toMillis();
    }

    /** Takes note of a message; keeps it if there is a keyframe to it. */
    void add(SharedMessage message, boolean keyframe) {
        if (keyframe) {
            clear();
        } else if (messages.isEmpty()) {
            return;
        }
        messages.add(message.retain());
        bytes += message.chunks().readableBytes();
        if (bytes > maxBytes || message.timestamp() - messages.getFirst().timestamp() > maxMillis) {
            clear();
        }
    }

    /** All of it, to be released by the caller. */
    List<SharedMessage> snapshot() {
        messages.forEach(SharedMessage::retain);
        return List.copyOf(messages);
    }

    void clear() {
        messages.forEach(SharedMessage::release);
        messages.clear();
        bytes = 0;
    }
}
