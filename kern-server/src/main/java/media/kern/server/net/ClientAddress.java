package media.kern.server.net;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param text the address for logs and sessions: RFC 5952 form, or at most 64 characters of what a proxy named instead
 * @param address null if a trusted proxy named something that is no address: IP lists refuse it
 * @param direct whether this is the TCP peer, no forwarding header was believed
 * @param local whether the request comes from this machine for sure: the TCP peer is a loopback address and no
 *     forwarding header is present, believed or not. Only such a request may be spared the authentication.
 */
public record ClientAddress(String text, @Nullable InetAddress address, boolean direct, boolean local) {}
