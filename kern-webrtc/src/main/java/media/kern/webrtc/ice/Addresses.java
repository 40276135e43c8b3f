package media.kern.webrtc.ice;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** How addresses are shown. */
public final class Addresses {
    private Addresses() {}

    /** {@code 192.0.2.1:5000} or {@code [2001:db8::1]:5000}. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        int scope = host.indexOf('%');
        String plain = scope < 0 ? host : host.substring(0, scope);
        return (address.getAddress() instanceof Inet6Address ? "[" + plain + "]" : plain) + ":" + address.getPort();
    }
}
