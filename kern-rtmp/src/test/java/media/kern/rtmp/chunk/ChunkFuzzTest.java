package media.kern.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

class ChunkFuzzTest {
    private static final ChunkLimits LIMITS = new ChunkLimits(8, 70_000);

    /** What a reader makes of bytes does not depend on how they arrive, and it gives back all memory. */
    @FuzzTest(maxDuration = "1m")
    void readsOrRefusesAnyBytes(byte[] data) {
        List<String> whole = read(data, data.length);
        List<String> pieces = read(data, 3);
        assertThat(pieces).isEqualTo(whole);
    }

    private static List<String> read(byte[] data, int piece) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        List<String> read = new ArrayList<>();
        try (ChunkReader reader = new ChunkReader(allocator, LIMITS)) {
            ByteBuf all = Unpooled.wrappedBuffer(data);
            while (all.isReadable()) {
                reader.read(
                        all.readSlice(Math.min(Math.max(1, piece), all.readableBytes())),
                        message -> read.add(message.type() + " " + message.timestamp() + " "
                                + message.payload().readableBytes()));
            }
        } catch (ChunkException e) {
            read.add("refused");
        }
        assertThat(allocator.metric().usedHeapMemory()).isZero();
        return read;
    }
}
