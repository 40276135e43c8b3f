package media.kern.core.fs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the bytes that are stored and those that uploads have claimed, so that uploads which run at the same time can
 * not pass the limit together. An upload claims what its file grows by: the size of the file it replaces is free to it.
 * Whatever order uploads end in, {@code used + growth} is the most that can be stored afterwards.
 *
 * <p>Not safe for use by several threads: its owner's lock guards it.
 */
final class Quota {
    private final Map<String, Set<Claim>> claims = new HashMap<>();
    private long limit;
    private long used;
    private long staged;
    private long growth;

    /** One upload. */
    static final class Claim {
        private final String name;
        private long bytes;
        private long replaced;

        private Claim(String name, long replaced) {
            this.name = name;
            this.replaced = replaced;
        }

        String name() {
            return name;
        }

        /** What the upload has claimed so far. */
        long bytes() {
            return bytes;
        }

        private long growth() {
            return Math.max(0, bytes - replaced);
        }
    }

    /** A limit of 0 or less bytes = no limit. */
    Quota(long limit) {
        this.limit = Math.max(0, limit);
    }

    long limit() {
        return limit;
    }

    void limit(long bytes) {
        limit = Math.max(0, bytes);
    }

    long used() {
        return used;
    }

    /** Corrects the stored bytes by a fresh measurement. */
    void used(long bytes) {
        used = bytes;
    }

    /** Begins an upload; {@code replaced} is the size of the file that now has the name, 0 if there is none. */
    Claim claim(String name, long replaced) {
        Claim claim = new Claim(name, replaced);
        claims.computeIfAbsent(name, n -> new HashSet<>()).add(claim);
        return claim;
    }

    /**
     * Claims more bytes for an upload. What is staged by all uploads together never exceeds the limit either, so that
     * stored and staged bytes take at most twice the limit.
     *
     * @param purge whether stored files give way when the upload is committed
     */
    void take(Claim claim, long more, boolean purge) throws StorageException {
        long grown = Math.max(0, claim.bytes + more - claim.replaced) - claim.growth();
        if (limit > 0) {
            if (claim.bytes + more > limit) {
                throw new FileTooBigException();
            }
            if (staged + more > limit || (!purge && grown > 0 && used + growth + grown > limit)) {
                throw new NoSpaceException();
            }
        }
        claim.bytes += more;
        staged += more;
        growth += grown;
    }

    /**
     * How many stored bytes must go before the upload can be committed. A file that does not grow always fits.
     *
     * @throws FileTooBigException if it would not fit alone
     */
    long missing(Claim claim) throws FileTooBigException {
        if (limit == 0 || claim.growth() == 0) {
            return 0;
        }
        if (claim.bytes > limit) {
            throw new FileTooBigException();
        }
        return Math.max(0, used - claim.replaced + claim.bytes - limit);
    }

    /** Ends a claim: its upload is aborted or committed. */
    void drop(Claim claim) {
        Set<Claim> sameName = claims.get(claim.name);
        if (sameName != null && sameName.remove(claim)) {
            staged -= claim.bytes;
            growth -= claim.growth();
            if (sameName.isEmpty()) {
                claims.remove(claim.name);
            }
        }
    }

    /** The file of this name now has another size; 0 = it is missing. */
    void changed(String name, long before, long after) {
        used += after - before;
        for (Claim claim : claims.getOrDefault(name, Set.of())) {
            growth -= claim.growth();
            claim.replaced = after;
            growth += claim.growth();
        }
    }
}
