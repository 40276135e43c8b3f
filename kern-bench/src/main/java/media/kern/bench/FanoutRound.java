package media.kern.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import media.kern.webrtc.client.WatchingClient;
import media.kern.webrtc.dtls.DtlsIdentity;
import media.kern.webrtc.net.Transport;
import media.kern.webrtc.rtp.RtpHeader;
import media.kern.webrtc.sdp.SdpException;
import media.kern.webrtc.srtp.SrtpProfile;

/** A server with viewers. One of them reads what it gets; the others only count, so that they leave the CPU to the server. */
final class FanoutRound implements AutoCloseable {
    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(30);

    private final Sandbox sandbox;
    private final Process host;
    private final BufferedReader answers;
    private final BufferedWriter commands;
    private final ProcessTree tree;
    private final SyntheticVideo video;
    private final Transport crowd = Transport.start(1, false);
    /** The one who reads the clock is not kept waiting by the others. */
    private final Transport reader = Transport.start(1, false);

    private final DtlsIdentity identity = DtlsIdentity.generate();
    private final SrtpProfile profile;
    private final List<WatchingClient> clients = new ArrayList<>();
    private final LongAdder packets = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ConcurrentLinkedQueue<Long> hops = new ConcurrentLinkedQueue<>();

    FanoutRound(Sandbox sandbox, int threads, boolean segmentation, SrtpProfile profile) throws IOException {
        this.sandbox = sandbox;
        this.profile = profile;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        host = sandbox.start(new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FanoutHost.class.getName(),
                        Integer.toString(threads),
                        Boolean.toString(segmentation),
                        profile.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT));
        answers = new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
        commands = new BufferedWriter(new OutputStreamWriter(host.getOutputStream(), StandardCharsets.UTF_8));
        tree = new ProcessTree(host.toHandle());
        String[] ready = line().split(" ");
        if (segmentation && !ready[1].equals("true")) {
            throw new IOException("this system has no segmentation offload");
        }
        video = new SyntheticVideo(Integer.parseInt(ready[0]));
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return line;
    }

    private String command(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        return line();
    }

    /** Adds viewers that only count. */
    void add(int count) throws IOException, InterruptedException {
        WatchingClient.Options loopback = WatchingClient.Options.onLoopback();
        WatchingClient.Options counting =
                new WatchingClient.Options(loopback.address(), false, false, true, List.of(profile));
        for (int i = 0; i < count; i++) {
            connect(crowd, counting, (header, packet) -> {
                packets.increment();
                bytes.add(packet.length);
            });
        }
    }

    /**
     * Adds a viewer that reads how long each packet took.
     *
     * @return from the offer to the first packet of a keyframe that could be read, in milliseconds
     */
    double addReader() throws IOException, InterruptedException {
        WatchingClient.Options loopback = WatchingClient.Options.onLoopback();
        WatchingClient.Options reading =
                new WatchingClient.Options(loopback.address(), false, true, true, List.of(profile));
        CompletableFuture<Long> first = new CompletableFuture<>();
        long begun = System.nanoTime();
        connect(reader, reading, (header, packet) -> {
            long now = System.nanoTime();
            read(header, packet, now);
            first.complete(now);
        });
        try {
            return (first.get(TIME_TO_CONNECT.toSeconds(), TimeUnit.SECONDS) - begun) / 1e6;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no picture within " + TIME_TO_CONNECT.toSeconds() + " s", e);
        }
    }

    private void read(RtpHeader header, byte[] packet, long now) {
        packets.increment();
        bytes.add(packet.length);
        int at = header.length();
        if ((packet[at] & 0x1F) == 28) {
            long sent = 0;
            for (int i = 0; i < 8; i++) {
                sent = sent << 8 | (packet[at + SyntheticVideo.TIME_OFFSET + i] & 0xFF);
            }
            hops.add(now - sent);
        }
    }

    private void connect(Transport transport, WatchingClient.Options options, WatchingClient.Sink sink)
            throws IOException, InterruptedException {
        WatchingClient client = new WatchingClient(transport, transport.loops().getFirst(), identity, options, sink);
        clients.add(client);
        String offer = Base64.getEncoder().encodeToString(client.offer().getBytes(StandardCharsets.UTF_8));
        String answer = command("offer " + offer);
        try {
            client.answer(new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8));
            client.secured().get(TIME_TO_CONNECT.toSeconds(), TimeUnit.SECONDS);
        } catch (SdpException | ExecutionException | TimeoutException e) {
            throw new IOException("a viewer could not connect", e);
        }
    }

    /**
     * What the viewers got.
     *
     * @param gigabits of all packets, per second
     * @param cores that the server was busy with
     * @param hops how long packets took from the source to the reader
     */
    record Result(double gigabits, double packetsPerSecond, double cores, Hops hops) {
        double gigabitsPerCore() {
            return gigabits / cores;
        }

        double packetsPerCore() {
            return packetsPerSecond / cores;
        }
    }

    Result measure(Duration time) throws IOException, InterruptedException {
        packets.reset();
        bytes.reset();
        hops.clear();
        Duration cpu = tree.ownCpu();
        long begun = System.nanoTime();
        Thread.sleep(time);
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cores = Round.seconds(tree.ownCpu().minus(cpu)) / seconds;

        return new Result(bytes.sum() * 8 / 1e9 / seconds, packets.sum() / seconds, cores, Hops.of(hops));
    }

    long heapBytes() throws IOException {
        command("heap");
        return Long.parseLong(command("heap"));
    }

    long residentBytes() throws IOException {
        return tree.ownResidentBytes();
    }

    @Override
    public void close() throws IOException {
        clients.forEach(WatchingClient::close);
        video.close();
        crowd.close();
        reader.close();
        commands.close();
        sandbox.end(host);
    }
}
