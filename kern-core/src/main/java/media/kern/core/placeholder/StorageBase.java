package media.kern.core.placeholder;

/** The base address under which processes of this machine reach a storage over HTTP. Always plain HTTP. */
public final class StorageBase {
    private StorageBase() {}

    /**
     * The base of a storage without authentication.
     *
     * @param listen the address of the HTTP server; without host, {@code localhost} is used
     * @param mountpoint the path of the storage, such as {@code /memfs}
     */
    public static String open(String listen, String mountpoint) {
        return "http://" + host(listen) + mountpoint;
    }

    /** The base of a storage with HTTP basic authentication; name and password are percent-encoded. */
    public static String withCredentials(String listen, String mountpoint, String username, String password) {
        return "http://" + LocalAddress.encode(username) + ":" + LocalAddress.encode(password) + "@" + host(listen)
                + mountpoint;
    }

    private static String host(String listen) {
        LocalAddress address = LocalAddress.of(listen);
        return address.host().isEmpty() ? address.authority() : listen;
    }
}
