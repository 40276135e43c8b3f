package media.kern.server.webrtc;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import media.kern.server.config.Config;
import media.kern.server.config.Settings;
import media.kern.webrtc.WebRtcOptions;

/** What the configuration says of WebRTC. */
public final class WebRtcSettings {
    private final Config config;

    public WebRtcSettings(Config config) {
        this.config = config;
    }

    IceServers iceServers() {
        return IceServers.parse(config.get(Settings.WEBRTC_ICE_SERVERS));
    }

    /** @throws IOException if an address is none */
    WebRtcOptions options() throws IOException {
        int tcpPort = config.get(Settings.WEBRTC_TCP_MUX_PORT);
        String publicIp = config.get(Settings.WEBRTC_PUBLIC_IP);
        return WebRtcOptions.defaults()
                .withPorts(
                        config.get(Settings.WEBRTC_UDP_MUX_PORT),
                        tcpPort == 0 ? OptionalInt.empty() : OptionalInt.of(tcpPort))
                .withLimits(config.get(Settings.WEBRTC_MAX_PEERS), config.get(Settings.WEBRTC_MAX_PEERS_PER_STREAM))
                .reachedAs(
                        publicIp.isEmpty() ? Optional.empty() : Optional.of(address("webrtc.public_ip", publicIp)),
                        translations(),
                        iceServers().stunServers());
    }

    /** Each is an address outside, or one outside and one inside with a slash between them. */
    private List<WebRtcOptions.Translation> translations() throws IOException {
        List<WebRtcOptions.Translation> all = new ArrayList<>();
        for (String text : config.get(Settings.WEBRTC_NAT_1_TO_1_IPS)) {
            String[] parts = text.trim().split("/", 2);
            InetAddress outside = address("webrtc.nat_1_to_1_ips", parts[0]);
            all.add(new WebRtcOptions.Translation(
                    parts.length == 1 ? Optional.empty() : Optional.of(address("webrtc.nat_1_to_1_ips", parts[1])),
                    outside));
        }
        return all;
    }

    private static InetAddress address(String setting, String text) throws IOException {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(setting + ": '" + text + "' is not an IP address", e);
        }
    }

    /** Says which setting is to be changed if it could not be started. */
    String blame(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("TCP")) {
            return "webrtc.tcp_mux_port: " + text;
        }
        return text.contains("UDP") ? "webrtc.udp_mux_port: " + text : text;
    }
}
