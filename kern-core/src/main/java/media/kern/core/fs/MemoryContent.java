package media.kern.core.fs;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** The unchanging content of one file in memory. Its memory is given back when its name and all its readers let go. */
final class MemoryContent {
    private final String name;
    private final ContentMemory.Region region;
    private final long size;
    private final Instant lastModified;
    private final String etag;

    /** The first one is the name's. */
    private final AtomicInteger references = new AtomicInteger(1);

    MemoryContent(String name, ContentMemory.Region region, long size, Instant lastModified, String etag) {
        this.name = name;
        this.region = region;
        this.size = size;
        this.lastModified = lastModified;
        this.etag = etag;
    }

    String name() {
        return name;
    }

    ContentMemory.Region region() {
        return region;
    }

    long size() {
        return size;
    }

    Instant lastModified() {
        return lastModified;
    }

    String etag() {
        return etag;
    }

    /** Returns false if the content is already gone. */
    boolean retain() {
        return references.getAndUpdate(n -> n == 0 ? 0 : n + 1) != 0;
    }

    void release() {
        if (references.decrementAndGet() == 0) {
            region.free(size);
        }
    }
}
