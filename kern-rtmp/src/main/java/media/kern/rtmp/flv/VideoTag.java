package media.kern.rtmp.flv;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Reads the header of a message of video. */
public final class VideoTag {
    private static final int ENHANCED = 0x80;
    private static final int KEYFRAME = 1;
    private static final int DISPOSABLE = 3;
    private static final int COMMAND = 5;
    private static final int METADATA = 4;
    private static final int TS_SEQUENCE_START = 5;
    private static final int MULTITRACK = 6;
    private static final int COMPOSITION_TIME = 3;

    private VideoTag() {}

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
        return (first & ENHANCED) != 0 ? enhanced(in, first) : legacy(in, first);
    }

    private static MediaTag legacy(ByteBuf in, int first) throws FlvException {
        int frame = first >> 4;
        int id = first & 0x0F;
        Optional<Codec> codec = Codec.ofFlv(true, id);
        if (frame < KEYFRAME || frame > DISPOSABLE) {
            return MediaTag.ignored();
        }
        boolean packetTypes = codec.isEmpty() || codec.get().hasCompositionTime() || codec.get() == Codec.AV1;
        if (!packetTypes) {
            return MediaTag.of(TagRole.MEDIA, codec, frame == KEYFRAME, 0, "");
        }
        if (in.readableBytes() < 1 + COMPOSITION_TIME) {
            throw new FlvException("a message of video needs 5 bytes of header, there are " + (1 + in.readableBytes()));
        }
        TagRole role = switch (in.readUnsignedByte()) {
            case 0 -> TagRole.CONFIGURATION;
            case 1 -> TagRole.MEDIA;
            default -> TagRole.IGNORED;
        };
        return MediaTag.of(role, codec, role == TagRole.MEDIA && frame == KEYFRAME, 0, "FLV video codec " + id);
    }

    private static MediaTag enhanced(ByteBuf in, int first) throws FlvException {
        int frame = first >> 4 & 0x07;
        int type = first & 0x0F;
        if (frame == COMMAND && type != METADATA) {
            return MediaTag.ignored();
        }
        EnhancedHeader header = EnhancedHeader.read(in, type, MULTITRACK);
        Optional<Codec> codec = Codec.ofFourCc(true, header.fourCc());
        boolean timed = codec.isPresent() && codec.get().hasCompositionTime();
        if (header.packetType() == EnhancedHeader.CODED_FRAMES && timed) {
            EnhancedHeader.need(in, COMPOSITION_TIME, "composition time");
        }
        TagRole role = switch (header.packetType()) {
            case EnhancedHeader.SEQUENCE_START, METADATA, TS_SEQUENCE_START -> TagRole.CONFIGURATION;
            case EnhancedHeader.SEQUENCE_END -> TagRole.IGNORED;
            default -> TagRole.MEDIA;
        };
        boolean keyframe = role == TagRole.MEDIA && frame == KEYFRAME;
        return MediaTag.of(role, codec, keyframe, header.slot(header.packetType()), header.fourCc());
    }
}
