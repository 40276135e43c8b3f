package media.kern.rtmp.flv;

/** What a message of audio or video is for. */
public enum TagRole {
    /** Needed to decode what follows: sequence headers, channel layouts, colour information. Who joins gets the newest. */
    CONFIGURATION,
    /** A frame, or several. */
    MEDIA,
    /** Means nothing to players: end marks, commands of the encoder, empty messages. */
    IGNORED
}
