package media.kern.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import media.kern.rtmp.client.RtmpClient;
import media.kern.rtmp.client.RtmpClientOptions;
import media.kern.rtmp.net.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RtmpsTest {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final TokenAuthority EVERYBODY = new TokenAuthority("/", Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private SslContext certificate() throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        try (Tool tool = Tool.start(
                keytool,
                ("-genkeypair -alias kern -keyalg EC -dname CN=localhost -storetype PKCS12"
                                + " -storepass password -keystore " + store)
                        .split(" "))) {
            assertThat(tool.exitCode()).as("%s", tool.output()).isZero();
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        return SslContextBuilder.forServer(managers).build();
    }

    @Test
    void sharesStreamsBetweenRtmpAndRtmps() throws Exception {
        SslContext certificate = certificate();
        SslContext trusting = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        AtomicInteger asked = new AtomicInteger();
        List<RtmpEndpoint> endpoints = List.of(RtmpEndpoint.plain(ANY_PORT), RtmpEndpoint.secure(ANY_PORT, () -> {
            asked.incrementAndGet();
            return certificate;
        }));
        try (Transport transport = Transport.start("test", 1);
                RtmpServer server =
                        RtmpServer.start(endpoints, RtmpOptions.defaults(), EVERYBODY, new RtmpListener() {});
                Tool _ = Tool.ffmpeg(Tool.picture(0) + " -c:v libx264 -preset ultrafast -g 10 -f flv rtmps://127.0.0.1:"
                        + server.addresses().getLast().getPort() + "/live/cam")) {
            await().until(() -> !server.streams().isEmpty()
                    && !server.streams().getFirst().codecs().isEmpty());
            for (InetSocketAddress address : server.addresses()) {
                RtmpClientOptions options = RtmpClientOptions.of(address, "live", "cam");
                boolean secure = address.equals(server.addresses().getLast());
                Watching watching = new Watching();
                try (RtmpClient _ =
                        RtmpClient.play(transport, secure ? options.withTls(trusting) : options, watching)) {
                    await().until(() -> watching.media().stream().anyMatch(text -> text.startsWith("video key 0 ")));
                }
            }
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
            List<RtmpEndpoint> endpoints = List.of(RtmpEndpoint.plain(ANY_PORT), RtmpEndpoint.plain(address));

            assertThatThrownBy(
                            () -> RtmpServer.start(endpoints, RtmpOptions.defaults(), EVERYBODY, new RtmpListener() {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(address.getPort()))
                    .hasMessageContaining("in use");
        }
    }
}
