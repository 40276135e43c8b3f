package media.kern.server.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * TLS 1.2 and 1.3 for servers, with forward secrecy and authenticated encryption only: by BoringSSL where that is
 * available, else by the JDK. Handshakes for {@code tls-alpn-01} (RFC 8737) are answered beside.
 */
final class ServerContext extends SslContext implements AutoCloseable {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    /** A chain stays in native memory for every certificate there was since the start. */
    private static final int MAX_CACHED_CHAINS = 256;

    private final SslContext context;
    private final AlpnChallenges challenges;

    ServerContext(X509ExtendedKeyManager keys, List<String> applicationProtocols, AlpnChallenges challenges)
            throws SSLException {
        this.context = build(keys, applicationProtocols);
        this.challenges = challenges;
    }

    static boolean isNative() {
        return OpenSsl.isAvailable();
    }

    private static SslContext build(X509ExtendedKeyManager keys, List<String> applicationProtocols)
            throws SSLException {
        FixedKeyManager factory = new FixedKeyManager(keys);
        SslContextBuilder builder = SslContextBuilder.forServer(
                        isNative() ? new OpenSslCachingX509KeyManagerFactory(factory, MAX_CACHED_CHAINS) : factory)
                .sslProvider(isNative() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
                .protocols(PROTOCOLS)
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
        if (!applicationProtocols.isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    applicationProtocols));
        }
        return builder.build();
    }

    /** Lets clients resume sessions (RFC 8446 section 2.2) for as long as one of the keys is among the current ones. */
    void useTicketKeys(TicketKeys keys) {
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setTicketKeys(keys.current());
        }
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls) {
        return new ServerHandler(newEngine(allocator), startTls, challenges);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator allocator, boolean startTls, Executor executor) {
        return new ServerHandler(newEngine(allocator), startTls, executor, challenges);
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator allocator, String peer, int peerPort, boolean startTls) {
        return new ServerHandler(newEngine(allocator, peer, peerPort), startTls, challenges);
    }

    @Override
    protected SslHandler newHandler(
            ByteBufAllocator allocator, String peer, int peerPort, boolean startTls, Executor executor) {
        return new ServerHandler(newEngine(allocator, peer, peerPort), startTls, executor, challenges);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator) {
        return context.newEngine(allocator);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator allocator, String peer, int peerPort) {
        return context.newEngine(allocator, peer, peerPort);
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return context.cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // The base class declares it.
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return context.applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return context.sessionContext();
    }

    /** Gives back native memory, once the last connection has ended. */
    @Override
    public void close() {
        ReferenceCountUtil.release(context);
    }
}
