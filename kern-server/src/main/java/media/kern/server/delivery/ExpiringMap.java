package media.kern.server.delivery;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A map that forgets: the oldest first if there are too many, and each one after a time. Safe for use by many threads. */
final class ExpiringMap<K, V> {
    private final int capacity;
    private final long nanos;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

    private record Entry<V>(V value, long since) {}

    ExpiringMap(int capacity, Duration life) {
        this.capacity = capacity;
        this.nanos = life.toNanos();
    }

    synchronized void put(K key, V value) {
        long now = System.nanoTime();
        entries.remove(key); // It becomes the newest.
        entries.put(key, new Entry<>(value, now));
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (oldest.hasNext() && ((oldest.next().since() - now < -nanos) || (entries.size() > capacity))) {
            oldest.remove();
        }
    }

    synchronized Optional<V> remove(K key) {
        Entry<V> entry = entries.remove(key);
        return (entry == null) || (System.nanoTime() - entry.since() > nanos)
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    synchronized List<K> keys(Predicate<K> wanted) {
        return entries.keySet().stream().filter(wanted).toList();
    }
}
