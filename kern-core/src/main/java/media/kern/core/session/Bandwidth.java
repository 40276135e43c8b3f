package media.kern.core.session;

import java.util.EnumMap;
import java.util.Map;

/** What all collectors of media send together, against the limit. Safe for use by several threads. */
final class Bandwidth {
    /** Rates come in bursts: so much more than the top is taken as used. */
    private static final double MARGIN = 1.15;

    private final double limit;
    private final Map<CollectorId, Double> tops = new EnumMap<>(CollectorId.class);

    /** @param limit bit/s, 0 = none */
    Bandwidth(double limit) {
        this.limit = limit;
    }

    /** Whether {@code more} bit/s are too much. */
    synchronized boolean exceeded(double more) {
        double used = tops.values().stream().mapToDouble(Double::doubleValue).sum();
        return (limit > 0) && (MARGIN * used + more >= limit);
    }

    /** Somebody has come of whom nothing is measured yet. */
    synchronized void expect(CollectorId id, double more) {
        if (id.traffic() == CollectorId.Traffic.MEDIA) {
            tops.merge(id, more, Double::sum);
        }
    }

    /** The sum of the highest rates of late. */
    synchronized void measured(CollectorId id, double top) {
        if (id.traffic() == CollectorId.Traffic.MEDIA) {
            tops.put(id, top);
        }
    }
}
