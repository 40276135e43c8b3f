package media.kern.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** A chunk stream of a peer: what the next header of it refers to, and the message that is under way (section 5.3.1). */
final class InboundChunkStream {
    private static final int EXTENDED = 0xFFFFFF;
    private static final int[] HEADER_BYTES = {11, 7, 3, 0};

    /**
     * A type 3 header right after a type 0 means, by section 5.3.1.2.4, a step as long as that timestamp, and FFmpeg writes it so.
     * librtmp writes it for "at the same time". Only up to here can it be a step.
     */
    private static final int LONGEST_STEP = 10_000;

    private final int id;
    private int type;
    private int streamId;
    private int length;
    private int timestamp;
    private int step;
    private boolean afterAbsolute;
    /** What stood in the extended timestamp of the last header of type 0 to 2; only if there was one. */
    private int extension;

    private boolean extended;
    private boolean underWay;
    private int missing;
    private @Nullable ByteBuf payload;

    InboundChunkStream(int id) {
        this.id = id;
    }

    /** @return false if it is not all there; then nothing has changed but the reader index */
    boolean readHeader(int format, ByteBuf in, int longest) throws ChunkException {
        if (in.readableBytes() < HEADER_BYTES[format]) {
            return false;
        }
        if (format == 3) {
            return underWay ? continues(in) : repeats(in, longest);
        }
        if (underWay) {
            throw new ChunkException(
                    "chunk stream " + id + " begins a message while " + missing + " bytes of the last one are missing");
        }
        int time = in.readUnsignedMedium();
        int newLength = format < 2 ? in.readUnsignedMedium() : length;
        int newType = format < 2 ? in.readUnsignedByte() : type;
        int newStream = format == 0 ? in.readIntLE() : streamId;
        boolean nowExtended = time == EXTENDED;
        if (nowExtended) {
            if (in.readableBytes() < Integer.BYTES) {
                return false;
            }
            time = in.readInt();
        }
        extended = nowExtended;
        extension = time;
        afterAbsolute = format == 0;
        timestamp = afterAbsolute ? time : timestamp + time;
        step = time;
        length = newLength;
        type = newType;
        streamId = newStream;
        begin(longest);
        return true;
    }

    private void begin(int longest) throws ChunkException {
        if (length > longest) {
            throw new ChunkException("a message of " + length + " bytes, but " + longest + " is the limit");
        }
        missing = length;
        underWay = true;
    }

    /** Section 5.3.1.3 has the timestamp repeated in every chunk of a message, many encoders leave it out. */
    private boolean continues(ByteBuf in) {
        if (!extended) {
            return true;
        }
        int there = Math.min(in.readableBytes(), Integer.BYTES);
        for (int i = 0; i < there; i++) {
            int expected = (extension >>> (Byte.SIZE * (Integer.BYTES - 1 - i))) & 0xFF;
            if (in.getUnsignedByte(in.readerIndex() + i) != expected) {
                return true;
            }
        }
        if (there < Integer.BYTES) {
            return false;
        }
        in.skipBytes(Integer.BYTES);
        return true;
    }

    private boolean repeats(ByteBuf in, int longest) throws ChunkException {
        if (extended) {
            if (in.readableBytes() < Integer.BYTES) {
                return false;
            }
            extension = in.readInt();
            step = extension;
            timestamp = afterAbsolute ? extension : timestamp + extension;
        } else {
            boolean sameTime = afterAbsolute && Integer.compareUnsigned(step, LONGEST_STEP) > 0;
            timestamp += sameTime ? 0 : step;
        }
        begin(longest);
        return true;
    }

    int missing() {
        return missing;
    }

    int length() {
        return length;
    }

    @Nullable
    ByteBuf payload() {
        return payload;
    }

    void begin(ByteBuf buffer) {
        payload = buffer;
    }

    void received(int bytes) {
        missing -= bytes;
    }

    /** @return the payload, which is the caller's now */
    ByteBuf complete() {
        underWay = false;
        ByteBuf complete = payload == null ? Unpooled.EMPTY_BUFFER : payload;
        payload = null;
        return complete;
    }

    RtmpMessage message(ByteBuf complete) {
        return new RtmpMessage(type, streamId, id, timestamp, complete);
    }

    /** Forgets the message that is under way. */
    void close() {
        missing = 0;
        underWay = false;
        if (payload != null) {
            payload.release();
            payload = null;
        }
    }
}
