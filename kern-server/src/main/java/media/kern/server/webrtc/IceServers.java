package media.kern.server.webrtc;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * STUN and TURN servers that viewers are told of, in the form of {@code webrtc.ice_servers}: {@code stun:host:port} or
 * {@code turn:user:password@host:port?transport=udp}.
 */
public final class IceServers {
    private static final Pattern URL = Pattern.compile(
            "(stuns?|turns?):(?:([^:@]*):([^@]*)@)?(\\[[^\\]]+\\]|[^:?@\\[\\]]+)(?::([0-9]{1,5}))?(\\?.*)?");
    private static final int STUN_PORT = 3478;

    private final List<Server> servers;

    private record Server(
            String scheme, String user, String password, String host, Optional<Integer> port, String query) {
        boolean secret() {
            return !password.isEmpty();
        }

        String url() {
            return scheme + ":" + host + port.map(number -> ":" + number).orElse("") + query;
        }

        /** RFC 8288, with the attributes of WHEP section 4.5. */
        String link() {
            String link = "<" + url() + ">; rel=\"ice-server\"";
            return secret()
                    ? link + "; username=\"" + quoted(user) + "\"; credential=\"" + quoted(password)
                            + "\"; credential-type=\"password\""
                    : link;
        }

        private static String quoted(String text) {
            return text.replace("\\", "\\\\").replace("\"", "\\\"");
        }
    }

    private IceServers(List<Server> servers) {
        this.servers = List.copyOf(servers);
    }

    /** What is not a URL of a STUN or TURN server is left out. */
    public static IceServers parse(List<String> urls) {
        List<Server> servers = new ArrayList<>();
        for (String url : urls) {
            Matcher parts = URL.matcher(url.trim());
            if (parts.matches()) {
                servers.add(new Server(
                        parts.group(1),
                        orEmpty(parts.group(2)),
                        orEmpty(parts.group(3)),
                        parts.group(4),
                        Optional.ofNullable(parts.group(5)).map(Integer::valueOf),
                        orEmpty(parts.group(6))));
            }
        }
        return new IceServers(servers);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The values of {@code Link} headers for somebody who may watch. */
    public List<String> links() {
        return servers.stream().map(Server::link).toList();
    }

    /** The same for anybody: without those that need a password. */
    public List<String> publicLinks() {
        return servers.stream()
                .filter(server -> !server.secret())
                .map(Server::link)
                .toList();
    }

    /** Where to ask for our own address. */
    List<InetSocketAddress> stunServers() {
        return servers.stream()
                .filter(server -> server.scheme.equals("stun"))
                .map(server -> InetSocketAddress.createUnresolved(
                        server.host.replace("[", "").replace("]", ""), server.port.orElse(STUN_PORT)))
                .toList();
    }
}
