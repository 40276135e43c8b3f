package media.kern.server.config;

/**
 * A bucket of an S3 compatible service that is offered as a file system.
 *
 * @param name of the file system
 * @param mountpoint path under which it is delivered
 * @param auth what a client needs for writing
 * @param endpoint host and optional port, without a scheme
 * @param accessKeyId of the service
 * @param secretAccessKey of the service
 * @param bucket is created if it is missing
 * @param region may be empty
 * @param useSsl HTTPS instead of HTTP
 */
public record S3Storage(
        String name,
        String mountpoint,
        Auth auth,
        String endpoint,
        String accessKeyId,
        String secretAccessKey,
        String bucket,
        String region,
        boolean useSsl) {
    /** Credentials for writing over the mount point. */
    public record Auth(boolean enable, String username, String password) {
        static final Auth NONE = new Auth(false, "", "");

        /** Without the password. */
        @Override
        public String toString() {
            return "Auth[enable=" + enable + ", username=" + username + "]";
        }
    }

    /** The mount point with one leading and no trailing slash. */
    public String mountPath() {
        String trimmed = mountpoint.replaceFirst("^/+", "").replaceFirst("/+$", "");
        return "/" + trimmed;
    }

    /** The form of the log, without secrets. */
    @Override
    public String toString() {
        return S3Url.print(this);
    }
}
