package media.kern.rtmp;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import media.kern.rtmp.amf.AmfException;
import media.kern.rtmp.amf.AmfReader;
import media.kern.rtmp.amf.AmfValue;
import media.kern.rtmp.chunk.MessageType;
import media.kern.rtmp.chunk.RtmpMessage;
import media.kern.rtmp.client.RtmpClient;
import media.kern.rtmp.client.RtmpClientListener;
import org.jspecify.annotations.Nullable;

/** What a client hears, as short texts: {@code video key 0 5} is a keyframe at 0 ms with the number 5. */
final class Watching implements RtmpClientListener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> media = new CopyOnWriteArrayList<>();
    private final List<String> codes = new CopyOnWriteArrayList<>();
    private final List<List<AmfValue>> commands = new CopyOnWriteArrayList<>();
    private final List<String> controls = new CopyOnWriteArrayList<>();
    private volatile @Nullable RtmpClient client;

    void connected(RtmpClient connected) {
        client = connected;
    }

    RtmpClient client() {
        return requireNonNull(client);
    }

    List<String> media() {
        return media;
    }

    /** Codes of {@code onStatus}. */
    List<String> codes() {
        return codes;
    }

    List<List<AmfValue>> commands() {
        return commands;
    }

    /** Message types of the protocol itself, with the first number in them. */
    List<String> controls() {
        return controls;
    }

    @Override
    public void media(RtmpMessage message) {
        media.add(
                switch (message.type()) {
                    case MessageType.VIDEO -> video(message);
                    case MessageType.AUDIO -> "audio " + (isHeader(message) ? "header " : "") + tail(message);
                    default -> data(message.payload());
                });
    }

    private static boolean isHeader(RtmpMessage message) {
        return message.payload().getByte(message.payload().readerIndex() + 1) == 0;
    }

    private static String video(RtmpMessage message) {
        boolean key = message.payload().getUnsignedByte(message.payload().readerIndex()) == 0x17;
        return "video " + (isHeader(message) ? "header " : key ? "key " : "") + tail(message);
    }

    private static String tail(RtmpMessage message) {
        ByteBuf payload = message.payload();
        return Integer.toUnsignedString(message.timestamp()) + " "
                + payload.getInt(payload.writerIndex() - Integer.BYTES);
    }

    private static String data(ByteBuf payload) {
        try {
            List<AmfValue> values = AmfReader.readAll(payload.duplicate());
            String title = values.getLast() instanceof AmfValue.EcmaArray array
                            && array.properties().get("title") instanceof AmfValue.Text(String text)
                    ? " " + text
                    : "";
            return values.getFirst().text().orElse("?") + title;
        } catch (AmfException e) {
            return "data that cannot be read";
        }
    }

    @Override
    public void command(List<AmfValue> values) {
        commands.add(values);
        AmfValue code = values.getLast().named().get("code");
        if (values.getFirst().equals(AmfValue.of("onStatus")) && code != null) {
            codes.add(code.text().orElse("?"));
        }
    }

    @Override
    public void control(RtmpMessage message) {
        ByteBuf payload = message.payload();
        int at = payload.readerIndex();
        String value = message.type() == MessageType.USER_CONTROL
                ? payload.getUnsignedShort(at) + ":" + payload.getInt(at + Short.BYTES)
                : Integer.toUnsignedString(payload.getInt(at));
        controls.add(message.type() + " " + value);
    }

    /** Waits until this has come. */
    Watching awaitMedia(String what) {
        await().atMost(PATIENCE).until(() -> media.contains(what));
        return this;
    }

    Watching awaitCode(String code) {
        await().atMost(PATIENCE).until(() -> codes.contains(code));
        return this;
    }

    Watching awaitClosed() {
        await().atMost(PATIENCE).until(() -> client().isClosed());
        return this;
    }

    /** What came from the first of these on. */
    List<String> mediaFrom(String what) {
        return media.subList(media.indexOf(what), media.size());
    }

    @Override
    public void close() {
        client().close();
    }
}
