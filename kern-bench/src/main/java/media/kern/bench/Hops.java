package media.kern.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * How long packets took.
 *
 * @param micros sorted
 */
record Hops(List<Double> micros) {
    static Hops of(Collection<Long> nanos) {
        return new Hops(nanos.stream().map(each -> each / 1e3).sorted().toList());
    }

    /** The time that this part of the packets took at most, as text; a dash if there were none. */
    String quantile(double part) {
        if (micros.isEmpty()) {
            return "-";
        }
        int index = (int) Math.min(micros.size() - 1L, Math.round(part * micros.size()));
        return String.format(Locale.ROOT, "%.0f", micros.get(index));
    }
}
