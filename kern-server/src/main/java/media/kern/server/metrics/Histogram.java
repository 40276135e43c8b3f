package media.kern.server.metrics;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/** How values are distributed over fixed bounds, as Prometheus has it. Safe for use by several threads. */
public final class Histogram {
    private final double[] bounds;
    private final AtomicLongArray counts;
    private final DoubleAdder sum = new DoubleAdder();

    /** @param bounds upper ones, in rising order */
    public Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new AtomicLongArray(bounds.length + 1);
    }

    public void observe(double value) {
        int at = 0;
        while (at < bounds.length && value > bounds[at]) {
            at++;
        }
        counts.incrementAndGet(at);
        sum.add(value);
    }

    /** @param labels such as {@code core="a",route="b"} */
    void write(StringBuilder page, String name, String labels) {
        long total = 0;
        for (int i = 0; i <= bounds.length; i++) {
            total += counts.get(i);
            String bound = i == bounds.length ? "+Inf" : number(bounds[i]);
            page.append(name + "_bucket{" + labels + ",le=\"" + bound + "\"} " + total + "\n");
        }
        page.append(name + "_sum{" + labels + "} " + String.format(Locale.ROOT, "%.6f", sum.sum()) + "\n");
        page.append(name + "_count{" + labels + "} " + total + "\n");
    }

    private static String number(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
