package media.kern.core.s3;

/**
 * A bucket and how to get at it.
 *
 * @param name of the file system it is
 * @param endpoint host and optional port of the service, without a scheme
 * @param useSsl HTTPS instead of HTTP
 * @param region may be empty: then the service is asked
 * @param bucket its name at the service; it is created if it is missing
 * @param accessKeyId of the service
 * @param secretAccessKey of the service
 */
public record Bucket(
        String name,
        String endpoint,
        boolean useSsl,
        String region,
        String bucket,
        String accessKeyId,
        String secretAccessKey) {
    /** Without the keys. */
    @Override
    public String toString() {
        return name + " (" + bucket + " at " + endpoint + ")";
    }
}
