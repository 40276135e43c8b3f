package media.kern.core.s3;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Clients of one service, with connections and time limits in common. Nothing of the machine's own settings for S3 is
 * looked at: no profiles, no proxies.
 */
final class S3Clients implements AutoCloseable {
    private static final int ATTEMPTS = 3;

    /** The endpoint of Amazon that each region has its own address for; the client knows them. */
    private static final String AMAZON = "s3.amazonaws.com";

    /** Services that want the bucket in the name of the host; everybody else understands it in the path. */
    private static final List<String> BUCKET_AS_HOST =
            List.of("amazonaws.com", "amazonaws.com.cn", "storage.googleapis.com", "aliyuncs.com");

    private final Bucket bucket;
    private final Limits.Times times;
    private final SdkHttpClient connections;
    private final ScheduledThreadPoolExecutor timer;

    S3Clients(Bucket bucket, Limits limits) {
        this.bucket = bucket;
        this.times = limits.times();
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform()
                        .name("kern-s3-timer-" + bucket.name())
                        .daemon()
                        .factory());
        this.timer.setRemoveOnCancelPolicy(true);
        this.connections = Apache5HttpClient.builder()
                .maxConnections(limits.calls() + limits.transfers())
                .connectionTimeout(times.connect())
                .connectionAcquisitionTimeout(times.attempt())
                .socketTimeout(times.attempt())
                .expectContinueEnabled(false)
                .proxyConfiguration(ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build())
                .build();
    }

    /**
     * A client for a region. Its calls end in time, after a few attempts.
     *
     * @throws IllegalArgumentException if the endpoint is none
     */
    S3Client in(String region) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(connections)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(bucket.accessKeyId(), bucket.secretAccessKey())))
                .forcePathStyle(!wantsBucketAsHost())
                // Many services know neither checksums in trailers nor bodies that are signed piece by piece.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .scheduledExecutorService(timer)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .apiCallAttemptTimeout(times.attempt())
                        .apiCallTimeout(times.call())
                        .build());
        if (!bucket.endpoint().equals(AMAZON)) {
            builder.endpointOverride(endpoint());
        }
        return builder.build();
    }

    private URI endpoint() {
        URI uri = URI.create((bucket.useSsl() ? "https://" : "http://") + bucket.endpoint());
        if (uri.getHost() == null || !bucket.endpoint().equals(uri.getAuthority())) {
            throw new IllegalArgumentException(
                    "the endpoint '" + bucket.endpoint() + "' is no host with optional port");
        }
        return uri;
    }

    private boolean wantsBucketAsHost() {
        String host = bucket.endpoint().replaceFirst(":.*", "");
        return BUCKET_AS_HOST.stream().anyMatch(known -> host.equals(known) || host.endsWith("." + known));
    }

    /** Ends all connections. */
    @Override
    public void close() {
        connections.close();
        timer.shutdownNow();
    }
}
