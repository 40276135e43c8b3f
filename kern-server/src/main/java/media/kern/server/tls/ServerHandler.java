package media.kern.server.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS of one connection. As long as a proof of a host name is pending it looks at the first message, and gives the
 * connection to the context of that proof if it is asked for.
 */
final class ServerHandler extends SslHandler {
    private final AlpnChallenges challenges;
    private boolean begun;

    ServerHandler(SSLEngine engine, boolean startTls, AlpnChallenges challenges) {
        super(engine, startTls);
        this.challenges = challenges;
    }

    ServerHandler(SSLEngine engine, boolean startTls, Executor executor, AlpnChallenges challenges) {
        super(engine, startTls, executor);
        this.challenges = challenges;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws SSLException {
        if (!begun && !challenges.isEmpty()) {
            FirstMessage first = HelloReader.read(in);
            if (first instanceof FirstMessage.Incomplete) {
                return;
            }
            if (first instanceof FirstMessage.ClientHello hello) {
                Optional<SslContext> proof = challenges.contextFor(hello);
                if (proof.isPresent()) {
                    begun = true;
                    prove(context, proof.get());
                    return;
                }
            }
        }
        begun = true;
        super.decode(context, in, out);
    }

    /** What has arrived so far goes to whoever takes this place. A connection for a proof ends with its handshake. */
    private void prove(ChannelHandlerContext context, SslContext proof) {
        SslHandler handler = proof.newHandler(context.alloc());
        handler.setHandshakeTimeoutMillis(getHandshakeTimeoutMillis());
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addAfter(context.name(), null, new End());
        pipeline.replace(this, null, handler);
        handler.handshakeFuture().addListener(_ -> {
            var _ = pipeline.channel().close();
        });
    }

    /** Nobody behind learns of a proof: not of its handshake, nor of that of the handler that has been replaced. */
    private static final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            ReferenceCountUtil.release(event);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
