package media.kern.rtmp.stream;

import media.kern.rtmp.chunk.MessageType;

/** What a stream consists of, each on a chunk stream of its own. */
enum MediaKind {
    DATA(MessageType.DATA_AMF0, 4),
    AUDIO(MessageType.AUDIO, 6),
    VIDEO(MessageType.VIDEO, 7);

    private final int messageType;
    private final int chunkStream;

    MediaKind(int messageType, int chunkStream) {
        this.messageType = messageType;
        this.chunkStream = chunkStream;
    }

    int messageType() {
        return messageType;
    }

    int chunkStream() {
        return chunkStream;
    }

    /** For sets of kinds. */
    int bit() {
        return 1 << chunkStream;
    }
}
