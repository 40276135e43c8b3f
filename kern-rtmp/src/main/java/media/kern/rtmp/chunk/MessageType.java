package media.kern.rtmp.chunk;

/** Message type ids (RTMP 1.0, sections 5.4 and 7.1). */
public final class MessageType {
    /** Set Chunk Size. */
    public static final int SET_CHUNK_SIZE = 1;
    /** Abort Message. */
    public static final int ABORT = 2;
    /** Acknowledgement. */
    public static final int ACKNOWLEDGEMENT = 3;
    /** User Control Message. */
    public static final int USER_CONTROL = 4;
    /** Window Acknowledgement Size. */
    public static final int WINDOW_ACK_SIZE = 5;
    /** Set Peer Bandwidth. */
    public static final int SET_PEER_BANDWIDTH = 6;
    /** Audio. */
    public static final int AUDIO = 8;
    /** Video. */
    public static final int VIDEO = 9;
    /** Data in AMF 3. */
    public static final int DATA_AMF3 = 15;
    /** Command in AMF 3. */
    public static final int COMMAND_AMF3 = 17;
    /** Data in AMF 0: metadata, captions, cue points. */
    public static final int DATA_AMF0 = 18;
    /** Command in AMF 0. */
    public static final int COMMAND_AMF0 = 20;
    /** Several messages in one. */
    public static final int AGGREGATE = 22;

    private MessageType() {}
}
