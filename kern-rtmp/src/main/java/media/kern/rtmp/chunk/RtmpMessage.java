package media.kern.rtmp.chunk;

import io.netty.buffer.ByteBuf;

/**
 * A message (RTMP 1.0, section 6).
 *
 * @param type one of {@link MessageType}, or something unknown
 * @param streamId message stream id
 * @param chunkStream chunk stream it came on
 * @param timestamp in milliseconds, unsigned 32 bits that wrap
 * @param payload belongs to whoever made the message, and is valid until he returns
 */
public record RtmpMessage(int type, int streamId, int chunkStream, int timestamp, ByteBuf payload) {}
