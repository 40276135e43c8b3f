package media.kern.server.metrics;

import java.util.List;
import java.util.function.Supplier;
import media.kern.server.tls.CertificateState;

/**
 * How long the certificates of this server are good for, so that one that is not renewed is noticed in time.
 *
 * @param states how it stands with them now
 */
public record CertificateMetrics(Supplier<List<CertificateState>> states) {
    private static final String EXPIRY = "certificate_expiry_timestamp_seconds";
    private static final String FAILED = "certificate_failed";

    /** @param core the label of this server, escaped */
    void write(StringBuilder page, String core) {
        List<CertificateState> now = states.get();
        if (now.isEmpty()) {
            return;
        }
        PrometheusPage.head(page, EXPIRY, "When a certificate of this server ends; 0 if there is none yet");
        for (CertificateState state : now) {
            line(
                    page,
                    EXPIRY,
                    core,
                    state.host(),
                    state.expires().map(end -> end.getEpochSecond()).orElse(0L));
        }
        PrometheusPage.head(page, FAILED, "1 if the last attempt to get or read a certificate failed");
        for (CertificateState state : now) {
            line(page, FAILED, core, state.host(), state.error().isPresent() ? 1 : 0);
        }
    }

    private static void line(StringBuilder page, String name, String core, String host, long value) {
        page.append(name)
                .append("{core=\"")
                .append(core)
                .append("\",host=\"")
                .append(PrometheusPage.label(host))
                .append("\"} ")
                .append(value)
                .append('\n');
    }
}
