package media.kern.server.files;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110 section 13) on a file with an entity tag and a time. */
final class Preconditions {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final String etag;
    private final Instant modified;

    Preconditions(String etag, Instant modified) {
        this.etag = etag;
        this.modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    String lastModified() {
        return date(modified);
    }

    /** A time in the form of header fields. */
    static String date(Instant time) {
        return HTTP_DATE.format(time.atZone(ZoneOffset.UTC));
    }

    /** The status that answers the request at once: 304 or 412. */
    Optional<Integer> evaluate(MultiMap headers) {
        String ifMatch = headers.get("If-Match");
        if (ifMatch != null ? !lists(ifMatch, false) : modifiedAfter(headers.get("If-Unmodified-Since"))) {
            return Optional.of(412);
        }
        String ifNoneMatch = headers.get("If-None-Match");
        if (ifNoneMatch != null) {
            return lists(ifNoneMatch, true) ? Optional.of(304) : Optional.empty();
        }
        Instant since = date(headers.get("If-Modified-Since"));
        return since != null && !modified.isAfter(since) ? Optional.of(304) : Optional.empty();
    }

    /** Whether a range may be answered with a part: the client's copy is of this content. */
    boolean rangeApplies(MultiMap headers) {
        String ifRange = headers.get("If-Range");
        return ifRange == null || ifRange.equals(etag) || modified.equals(date(ifRange));
    }

    private boolean modifiedAfter(@Nullable String header) {
        Instant since = date(header);
        return since != null && modified.isAfter(since);
    }

    private boolean lists(String header, boolean weak) {
        for (String element : header.split(",")) {
            String tag = element.strip();
            if (tag.equals("*") || tag.equals(etag) || (weak && tag.equals("W/" + etag))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Instant date(@Nullable String header) {
        try {
            return header == null
                    ? null
                    : ZonedDateTime.parse(header, HTTP_DATE.withZone(ZoneOffset.UTC))
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
