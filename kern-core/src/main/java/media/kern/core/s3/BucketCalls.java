package media.kern.core.s3;

import java.util.Optional;
import media.kern.core.fs.StorageException;
import media.kern.core.fs.StorageUnavailableException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3Client;

/** Calls of the service: no more than there are places for, and with errors as file systems have them. */
final class BucketCalls {
    private final BucketConnection connection;
    private final Places places;

    BucketCalls(BucketConnection connection, Places places) {
        this.connection = connection;
        this.places = places;
    }

    /** A call; throws what the client of the service does. */
    @FunctionalInterface
    interface Call<T> {
        T run(S3Client client);
    }

    /**
     * Makes a call.
     *
     * @param what fails if it does, e.g. {@code removing the file}
     */
    <T> T make(String what, Call<T> call) throws StorageException {
        connection.client();
        try (var _ = places.enter()) {
            return makeInPlace(what, call);
        }
    }

    /** Makes a call about something that may be missing; then it is empty. */
    <T> Optional<T> find(String what, Call<T> call) throws StorageException {
        return make(what, orNothing(call));
    }

    /** A call that finds nothing where there is nothing, or no longer what was meant. */
    static <T> Call<Optional<T>> orNothing(Call<T> call) {
        return client -> {
            try {
                return Optional.of(call.run(client));
            } catch (SdkServiceException e) {
                // Nobody asks for more than there was: a range that is not there is one of another content.
                boolean missing = (e.statusCode() == Failure.NOT_FOUND)
                        || (e.statusCode() == Failure.PRECONDITION_FAILED)
                        || (e.statusCode() == Failure.RANGE_NOT_SATISFIABLE);
                if (missing && !Failure.isAboutAllCalls(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        };
    }

    /** Makes a call in a place that the caller has and keeps. */
    <T> T makeInPlace(String what, Call<T> call) throws StorageException {
        S3Client client = connection.client();
        try {
            return call.run(client);
        } catch (SdkServiceException e) {
            throw refused(what, e);
        } catch (AbortedException e) {
            throw new StorageException(what + " failed: interrupted", e);
        } catch (SdkClientException e) {
            throw connection.lost(Failure.reason(e), e);
        } catch (IllegalStateException e) {
            // The connections are closed when the server ends.
            throw new StorageUnavailableException(what + " failed: the server ends", e);
        }
    }

    private StorageException refused(String what, SdkServiceException e) {
        String reason = Failure.reason(e);
        if (Failure.isAboutAllCalls(e)) {
            return connection.lost(reason, e);
        }
        return Failure.isTemporary(e)
                ? new StorageUnavailableException(what + " failed: " + reason, e)
                : new StorageException(what + " failed: " + reason, e);
    }
}
