package media.kern.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that take too long over the header of a request: from the first byte (for the first request, from
 * the connection) to its last. Sits in front of the decoder; it is told when a header is complete.
 */
final class HeaderDeadline extends ChannelInboundHandlerAdapter {
    private final Duration limit;
    private @Nullable Future<?> deadline;
    private boolean awaitingHeader = true;
    private int exchange;
    private boolean ending;

    HeaderDeadline(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        arm(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (awaitingHeader && deadline == null) {
            arm(context);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        disarm();
        context.fireChannelInactive();
    }

    /**
     * The header of a request has been read.
     *
     * @return the number of the exchange that begins with it
     */
    int headerComplete() {
        awaitingHeader = false;
        disarm();
        return ++exchange;
    }

    /** The request and its answer are over: what comes next is a header again, unless it has come already. */
    void exchangeComplete(int number) {
        if (number == exchange) {
            awaitingHeader = true;
        }
    }

    /** The last answer has been given: the client was told that there are no more. */
    void endConnection() {
        ending = true;
    }

    boolean connectionEnds() {
        return ending;
    }

    private void arm(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> close(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private void disarm() {
        Future<?> armed = deadline;
        if (armed != null) {
            armed.cancel(false);
            deadline = null;
        }
    }
}
