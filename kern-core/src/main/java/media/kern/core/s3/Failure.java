package media.kern.core.s3;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What went wrong with a call, in words for clients: they name no address, key or bucket. */
final class Failure {
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int PRECONDITION_FAILED = 412;
    static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int MOVED = 301;
    private static final int SERVER_ERROR = 500;

    /** Codes that are about all calls, not about one object. */
    private static final Set<String> ABOUT_ALL = Set.of(
            "ExpiredToken", "InvalidAccessKeyId", "NoSuchBucket", "RequestTimeTooSkewed", "SignatureDoesNotMatch");

    private Failure() {}

    static String reason(RuntimeException e) {
        return switch (e) {
            case SdkServiceException service
            when service.statusCode() == FORBIDDEN ->
                "access is denied; check access_key_id, secret_access_key and what they allow (storage.s3)";
            case SdkServiceException service
            when service.statusCode() == MOVED -> "the bucket is in another region (storage.s3)";
            case SdkServiceException service -> "the service answers with status " + service.statusCode();
            case SdkClientException _ -> "the service can not be reached";
            default -> "it can not be used as it is configured (storage.s3)";
        };
    }

    /** Whether every call will fail like this one. */
    static boolean isAboutAllCalls(SdkServiceException e) {
        AwsErrorDetails details = e instanceof AwsServiceException service ? service.awsErrorDetails() : null;
        return details != null && details.errorCode() != null && ABOUT_ALL.contains(details.errorCode());
    }

    /** Whether the service itself is in trouble, so that the same call may succeed later. */
    static boolean isTemporary(SdkServiceException e) {
        return e.statusCode() >= SERVER_ERROR || e.isThrottlingException();
    }
}
