package media.kern.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/**
 * The configured user name and password of the API or of a mount.
 *
 * <p>They are compared in a time that depends on the presented values only.
 */
public final class Credentials {

    private final byte[] username;
    private final byte[] password;

    /** Takes the configured pair. */
    public Credentials(String username, String password) {
        this.username = username.getBytes(UTF_8);
        this.password = password.getBytes(UTF_8);
    }

    /** Whether both presented values are the configured ones. */
    public boolean match(String presentedUsername, String presentedPassword) {
        return match(presentedUsername.getBytes(UTF_8), presentedPassword.getBytes(UTF_8));
    }

    /** The time of {@code isEqual} depends on the length of its first argument; both values are always compared. */
    boolean match(byte[] presentedUsername, byte[] presentedPassword) {
        boolean sameUsername = MessageDigest.isEqual(presentedUsername, username);
        boolean samePassword = MessageDigest.isEqual(presentedPassword, password);
        return sameUsername && samePassword;
    }
}
