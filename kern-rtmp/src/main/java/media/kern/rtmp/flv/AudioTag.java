package media.kern.rtmp.flv;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Reads the header of a message of audio. */
public final class AudioTag {
    private static final int ENHANCED = 9;
    private static final int MULTICHANNEL_CONFIG = 4;
    private static final int MULTITRACK = 5;

    private AudioTag() {}

    /**
     * Reads it; the reader index stays.
     *
     * @throws FlvException if it is cut off
     */
    public static MediaTag parse(ByteBuf payload) throws FlvException {
        if (!payload.isReadable()) {
            return MediaTag.ignored();
        }
        ByteBuf in = payload.duplicate();
        int first = in.readUnsignedByte();
        int format = first >> 4;
        if (format == ENHANCED) {
            return enhanced(in, first & 0x0F);
        }
        Optional<Codec> codec = Codec.ofFlv(false, format);
        if (codec.isEmpty() || codec.get() != Codec.AAC) {
            return MediaTag.of(TagRole.MEDIA, codec, false, 0, "FLV audio format " + format);
        }
        if (!in.isReadable()) {
            throw new FlvException("a message of AAC needs 2 bytes of header, there is 1");
        }
        TagRole role = in.readUnsignedByte() == 0 ? TagRole.CONFIGURATION : TagRole.MEDIA;
        return MediaTag.of(role, codec, false, 0, "");
    }

    private static MediaTag enhanced(ByteBuf in, int type) throws FlvException {
        EnhancedHeader header = EnhancedHeader.read(in, type, MULTITRACK);
        TagRole role = switch (header.packetType()) {
            case EnhancedHeader.SEQUENCE_START, MULTICHANNEL_CONFIG -> TagRole.CONFIGURATION;
            case EnhancedHeader.SEQUENCE_END -> TagRole.IGNORED;
            default -> TagRole.MEDIA;
        };
        Optional<Codec> codec = Codec.ofFourCc(false, header.fourCc());
        return MediaTag.of(role, codec, false, header.slot(header.packetType()), header.fourCc());
    }
}
