package media.kern.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import media.kern.rtmp.RtmpEndpoint;
import media.kern.rtmp.RtmpListener;
import media.kern.rtmp.RtmpOptions;
import media.kern.rtmp.RtmpServer;
import media.kern.rtmp.TokenAuthority;

/**
 * The server of {@link RtmpBenchmark}, in a Java of its own so that its CPU and memory can be told from those of the players. Ends with
 * its standard input; a line there is answered by the bytes of the heap that are in use.
 */
final class RtmpHost {
    private RtmpHost() {}

    /** @param arguments the port, the number of threads */
    public static void main(String[] arguments) throws Exception {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        try (RtmpServer _ = RtmpServer.start(
                List.of(RtmpEndpoint.plain(address)),
                RtmpOptions.defaults().withThreads(Integer.parseInt(arguments[1])),
                new TokenAuthority("/", Optional.empty(), Optional.empty()),
                new RtmpListener() {})) {
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println(runtime.totalMemory() - runtime.freeMemory());
            }
        }
    }
}
