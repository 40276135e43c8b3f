package media.kern.rtmp.chunk;

import static media.kern.rtmp.chunk.Bytes.hex;
import static media.kern.rtmp.chunk.Bytes.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkReaderTest {
    private static final ChunkLimits LIMITS = new ChunkLimits(4, 1000);

    private final ChunkReader reader = new ChunkReader(UnpooledByteBufAllocator.DEFAULT, LIMITS);
    private final List<Read> read = new ArrayList<>();

    private record Read(int type, int streamId, int timestamp, String payload) {}

    @AfterEach
    void release() {
        reader.close();
    }

    private void feed(ByteBuf... parts) throws ChunkException {
        for (ByteBuf part : parts) {
            reader.read(
                    part,
                    message -> read.add(new Read(
                            message.type(),
                            message.streamId(),
                            message.timestamp(),
                            ByteBufUtil.hexDump(message.payload()))));
        }
    }

    @Test
    void readsEachTypeOfHeader() throws ChunkException {
        feed(
                hex("04 000064 000001 08 01000000 aa"),
                hex("44 00000a 000002 09 bbbb"),
                hex("84 000014 cccc"),
                hex("c4 dddd"));

        assertThat(read)
                .containsExactly(
                        new Read(8, 1, 100, "aa"),
                        new Read(9, 1, 110, "bbbb"),
                        new Read(9, 1, 130, "cccc"),
                        new Read(9, 1, 150, "dddd"));
    }

    @Test
    void readsLongChunkStreamIds() throws ChunkException {
        feed(hex("00 06 000001 000001 08 01000000 aa"), hex("01 0601 000002 000001 08 01000000 bb"));

        assertThat(read).containsExactly(new Read(8, 1, 1, "aa"), new Read(8, 1, 2, "bb"));
    }

    @Test
    void joinsChunksThatAreInterleaved() throws ChunkException {
        feed(
                hex("04 000001 000084 08 01000000"),
                zeros(128),
                hex("05 000002 000001 09 01000000 bb"),
                hex("c4 aaaaaaaa"));

        assertThat(read).extracting(Read::type).containsExactly(9, 8);
        assertThat(read.getLast().payload()).hasSize(2 * 132).endsWith("00aaaaaaaa");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 13, 127, 1000})
    void understandsBytesHoweverTheyArrive(int piece) throws ChunkException {
        ByteBuf all = Unpooled.wrappedBuffer(
                hex("02 000000 000004 01 00000000 00000001"),
                hex("04 ffffff 000003 08 01000000 01000000 aa c4 01000000 bb c4 01000000 cc"),
                hex("84 000005 dd c4 ee c4 ff"));
        while (all.isReadable()) {
            feed(all.readSlice(Math.min(piece, all.readableBytes())));
        }

        assertThat(read)
                .containsExactly(
                        new Read(1, 0, 0, "00000001"),
                        new Read(8, 1, 0x01000000, "aabbcc"),
                        new Read(8, 1, 0x01000005, "ddeeff"));
    }

    @Test
    void acceptsContinuationsThatLeaveTheExtendedTimestampOut() throws ChunkException {
        feed(hex("02 000000 000004 01 00000000 00000002"), hex("04 ffffff 000004 08 01000000 01000000 aaaa c4 bbbb"));

        assertThat(read.getLast()).isEqualTo(new Read(8, 1, 0x01000000, "aaaabbbb"));
    }

    @Test
    void addsTheFirstTimestampForAMessageThatRepeatsIt() throws ChunkException {
        feed(hex("04 000028 000001 08 01000000 aa c4 bb c4 cc"));

        assertThat(read).extracting(Read::timestamp).containsExactly(40, 80, 120);
    }

    @Test
    void keepsTheTimeOfAnEncoderThatMeansAtTheSameTime() throws ChunkException {
        feed(hex("04 36ee80 000001 08 01000000 aa c4 bb"));

        assertThat(read).extracting(Read::timestamp).containsExactly(3_600_000, 3_600_000);
    }

    @Test
    void forgetsAMessageThatIsAborted() throws ChunkException {
        feed(
                hex("04 000001 000084 08 01000000"),
                zeros(128),
                hex("02 000000 000004 02 00000000 00000004"),
                hex("04 000002 000001 09 01000000 bb"));

        assertThat(read).containsExactly(new Read(2, 0, 0, "00000004"), new Read(9, 1, 2, "bb"));
    }

    @Test
    void readsEmptyMessages() throws ChunkException {
        feed(hex("04 000001 000000 09 01000000 c4"));

        assertThat(read).containsExactly(new Read(9, 1, 1, ""), new Read(9, 1, 2, ""));
    }

    @Test
    void acceptsAFirstHeaderThatTellsADifference() throws ChunkException {
        feed(hex("42 000000 000006 04 000600000001"));

        assertThat(read).containsExactly(new Read(4, 0, 0, "000600000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"84 000000", "c4"})
    void refusesAFirstHeaderThatRefersToNothing(String header) {
        assertThatThrownBy(() -> feed(hex(header)))
                .isInstanceOf(ChunkException.class)
                .hasMessageContaining("refers to an earlier one");
    }

    @Test
    void refusesAMessageWithinAMessage() throws ChunkException {
        feed(hex("04 000001 000084 08 01000000"), zeros(128));

        assertThatThrownBy(() -> feed(hex("04 000002 000001 09 01000000 bb")))
                .isInstanceOf(ChunkException.class)
                .hasMessageContaining("4 bytes of the last one are missing");
    }

    @Test
    void refusesLongMessages() {
        assertThatThrownBy(() -> feed(hex("04 000001 0003e9 08 01000000")))
                .isInstanceOf(ChunkException.class)
                .hasMessage("a message of 1001 bytes, but 1000 is the limit");
    }

    @Test
    void refusesManyChunkStreams() throws ChunkException {
        feed(hex("03 000001 000001 08 01000000 aa 04 000001 000001 08 01000000 aa"));
        feed(hex("05 000001 000001 08 01000000 aa 06 000001 000001 08 01000000 aa"));

        assertThatThrownBy(() -> feed(hex("07 000001 000001 08 01000000 aa")))
                .isInstanceOf(ChunkException.class)
                .hasMessage("more than 4 chunk streams");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "80000000", "ffffffff"})
    void refusesChunkSizesThatCannotBe(String size) {
        assertThatThrownBy(() -> feed(hex("02 000000 000004 01 00000000" + size)))
                .isInstanceOf(ChunkException.class)
                .hasMessageContaining("chunk size");
    }

    @Test
    void takesNoMemoryForWhatIsOnlyAnnounced() throws ChunkException {
        reader.limit(new ChunkLimits(4, 0xFFFFFF));
        UnpooledByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
        long before = allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();

        feed(hex("04 000001 ffffff 08 01000000"), zeros(128), hex("05 000001 ffffff 08 01000000"), zeros(128));

        long after = allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
        assertThat(after - before).isLessThan(100_000);
    }
}
