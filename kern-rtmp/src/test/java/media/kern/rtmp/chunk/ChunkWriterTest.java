package media.kern.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkWriterTest {
    private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

    private static ByteBuf payload(int length) {
        ByteBuf payload = Unpooled.buffer(length);
        for (int i = 0; i < length; i++) {
            payload.writeByte(i);
        }
        return payload;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 128", "40, 127, 128", "40, 128, 128", "40, 129, 128", "16777214, 300, 128", "16777215, 300, 128",
        "16777216, 300, 128", "-1, 300, 128", "16777215, 10, 1", "5, 70000, 65536", "5, 70000, 16777215", "5, 0, 128"
    })
    void writesWhatAReaderReads(int timestamp, int length, int chunkSize) throws ChunkException {
        ByteBuf size = ControlMessages.number(ALLOCATOR, MessageType.SET_CHUNK_SIZE, chunkSize);
        ByteBuf first = ChunkWriter.write(ALLOCATOR, new RtmpMessage(9, 1, 6, timestamp, payload(length)), chunkSize);
        ByteBuf next = ChunkWriter.writeStep(ALLOCATOR, new RtmpMessage(9, 1, 6, 0, payload(length)), 40, chunkSize);
        List<String> read = new ArrayList<>();
        List<Integer> times = new ArrayList<>();
        try (ChunkReader reader = new ChunkReader(ALLOCATOR, new ChunkLimits(4, 1 << 20))) {
            for (ByteBuf part : List.of(size, first, next)) {
                reader.read(part, message -> {
                    times.add(message.timestamp());
                    read.add(ByteBufUtil.hexDump(message.payload()));
                });
                part.release();
            }
        }

        String expected = ByteBufUtil.hexDump(payload(length));
        assertThat(read.subList(1, 3)).containsExactly(expected, expected);
        assertThat(times.subList(1, 3)).containsExactly(timestamp, timestamp + 40);
    }

    /** One less is the last that fits into three bytes: the value itself means that four follow. */
    @Test
    void extendsTheTimestampFromItsMarkOn() {
        ByteBuf written = ChunkWriter.write(ALLOCATOR, new RtmpMessage(8, 1, 4, 0xFFFFFF, payload(1)), 128);

        assertThat(ByteBufUtil.hexDump(written)).isEqualTo("04ffffff000001080100000000ffffff00");
        written.release();
    }

    @Test
    void repeatsTheExtendedTimestampInEveryChunk() {
        ByteBuf written = ChunkWriter.write(ALLOCATOR, new RtmpMessage(8, 1, 4, 0x1000000, payload(3)), 1);

        assertThat(ByteBufUtil.hexDump(written))
                .isEqualTo("04ffffff0000030801000000" + "01000000" + "00" + "c40100000001" + "c40100000002");
        written.release();
    }
}
