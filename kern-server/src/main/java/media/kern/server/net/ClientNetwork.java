package media.kern.server.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network a client is in: what is left of an address when one does not need to know who it is. */
public final class ClientNetwork {
    private static final int KEPT_V4 = 3;
    private static final int KEPT_V6 = 8;

    private ClientNetwork() {}

    /** The /24 of an IPv4 address and the /64 of an IPv6 address, as the text of its first address. */
    public static String of(InetAddress address) {
        byte[] bytes = IpLiteral.unmapped(address.getAddress());
        Arrays.fill(bytes, bytes.length == 4 ? KEPT_V4 : KEPT_V6, bytes.length, (byte) 0);
        try {
            return NetUtil.toAddressString(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
