package media.kern.core.address;

/** What FFmpeg does with the value of an option or of a filter's argument, as far as it reaches files. */
enum FileUse {
    /** Writes to the address; {@code -} is the standard output. */
    OUTPUT,
    /** Writes to the address. */
    ADDRESS,
    /** Writes to the path, whatever protocol it seems to have; {@code -} is the standard output. */
    STATISTICS,
    /** Writes to the path, whatever protocol it seems to have. */
    FILE,
    /** Writes motions to a file of a fixed name in the working directory, unless the value is 0. */
    MOTION_DUMP,
    /** Writes beside the output. */
    BESIDE,
    /** Puts the names in a list such as {@code v:0,name:x} into the address of the output. */
    STREAM_NAMES,
    /** Reads from the address. */
    INPUT,
    /** Reads from each address of a list with commas. */
    INPUTS,
    /** Loads code; a name is looked up in the folders of the system. */
    LIBRARY,
    /** Reads options or a graph from a file. */
    HIDDEN,
    /** Reads options from a file of that name in the folders of the system, or from that path. */
    PRESET,
    /** Picks the demuxer or muxer. */
    FORMAT,
    /** Is a filter graph, whose filters may read and write. */
    GRAPH,
    /** Passes on options to a muxer, demuxer or protocol. */
    DICTIONARY,
    /** Passes on parameters to the library of an encoder. */
    PARAMETERS,
    /** Sets flags of a codec, among them the one that makes an encoder write statistics. */
    CODEC_FLAGS,
    /** Says whether a list of files may name any file. */
    SAFETY,
    /** Says whether a container may refer to any file. */
    ABSOLUTE_REFERENCES,
    /** Lists the kinds of files that a playlist may refer to. */
    EXTENSIONS,
    /** Lists the protocols that an input may use. */
    PROTOCOLS
}
