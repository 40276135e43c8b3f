package media.kern.server.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;

/**
 * The keys that session tickets are encrypted with (RFC 5077 section 4): the newest for new ones, the one before for what
 * is still out there. They live in memory only, so nobody reads recorded connections with them later.
 */
final class TicketKeys {
    private final SecureRandom random = new SecureRandom();
    private OpenSslSessionTicketKey newest = key();
    private OpenSslSessionTicketKey before = key();

    private OpenSslSessionTicketKey key() {
        return new OpenSslSessionTicketKey(
                bytes(OpenSslSessionTicketKey.NAME_SIZE),
                bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    synchronized void renew() {
        before = newest;
        newest = key();
    }

    synchronized OpenSslSessionTicketKey[] current() {
        return new OpenSslSessionTicketKey[] {newest, before};
    }
}
