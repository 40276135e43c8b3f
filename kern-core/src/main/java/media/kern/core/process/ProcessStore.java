package media.kern.core.process;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where processes and metadata are kept. Every change is visible at once; the returned future is done when the change
 * is durable, or failed with the reason.
 */
public interface ProcessStore {
    Collection<StoredProcess> processes();

    /** Done when nothing waits to be written, be it durable or failed. */
    CompletableFuture<Void> idle();

    /** Makes what was loaded durable in the current form, changed or not. */
    CompletableFuture<Void> save();

    CompletableFuture<Void> put(StoredProcess process);

    /** Replaces {@code oldId} and takes its metadata along. */
    CompletableFuture<Void> rename(String oldId, StoredProcess process);

    /** Removes a process and its metadata. */
    CompletableFuture<Void> remove(String id);

    /** Metadata of a process; empty if there is none. */
    Optional<Map<String, Object>> metadata(String processId);

    /** Sets a value, or removes it if {@code value} is null. */
    CompletableFuture<Void> putMetadata(String processId, String key, @Nullable Object value);

    /** Metadata that belongs to no process. */
    Map<String, Object> systemMetadata();

    /** Sets a value, or removes it if {@code value} is null. */
    CompletableFuture<Void> putSystemMetadata(String key, @Nullable Object value);
}
