package media.kern.core.session;

import java.time.Instant;

/**
 * A session at one moment.
 *
 * @param createdAt when it was registered
 * @param receivedBytes since then
 * @param sentBytes since then
 * @param receiving bit/s over the last ten seconds
 * @param sending bit/s over the last ten seconds
 */
public record SessionInfo(
        String id,
        String reference,
        Instant createdAt,
        String location,
        String peer,
        String extra,
        long receivedBytes,
        long sentBytes,
        double receiving,
        double sending) {}
