package media.kern.server.metrics;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import media.kern.core.process.ManagedProcess;
import media.kern.core.process.ProcessManager;
import media.kern.ffmpeg.machine.Machine;
import media.kern.ffmpeg.process.ExecState;
import media.kern.ffmpeg.process.ProcessStatus;
import media.kern.server.http.AccessLists;
import media.kern.server.http.Exchange;
import media.kern.server.http.Handler;
import media.kern.server.http.HttpError;
import org.jspecify.annotations.Nullable;

/** {@code GET /metrics}: CPU and memory of the machine and the state of the processes in the text format of Prometheus. */
public final class PrometheusPage implements Handler {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=values";

    private final String core;
    private final ProcessManager processes;
    private final Machine machine = new Machine();
    private final @Nullable WebRtcMetrics webRtc;
    private final Optional<CertificateMetrics> certificates;
    private final AccessLists lists;
    private final Executor blocking;
    private final Handler otherwise;

    /**
     * A page for the addresses that may use the API.
     *
     * @param core the id of this server, a label of every value
     * @param webRtc null if that is off
     * @param certificates nothing if there is no TLS
     * @param otherwise what answers other methods
     */
    public PrometheusPage(
            String core,
            ProcessManager processes,
            @Nullable WebRtcMetrics webRtc,
            Optional<CertificateMetrics> certificates,
            AccessLists lists,
            Executor blocking,
            Handler otherwise) {
        this.core = core;
        this.processes = processes;
        this.webRtc = webRtc;
        this.certificates = certificates;
        this.lists = lists;
        this.blocking = blocking;
        this.otherwise = otherwise;
    }

    @Override
    public void handle(Exchange exchange) throws HttpError {
        if (!exchange.method().equals("GET") || !exchange.rawPath().equals("/metrics")) {
            otherwise.handle(exchange);
            return;
        }
        if (!lists.allow(exchange)) {
            throw HttpError.of(403);
        }
        // The machine is asked through files.
        exchange.work(blocking, () -> exchange.bytes(200, TYPE, page().getBytes(StandardCharsets.UTF_8)));
    }

    private String page() {
        List<ManagedProcess> all = processes.list();
        Map<ExecState, Integer> states = new EnumMap<>(ExecState.class);
        StringBuilder values = new StringBuilder();
        StringBuilder entered = new StringBuilder();
        for (ManagedProcess process : all) {
            ProcessStatus status = process.status();
            states.merge(status.state(), 1, Integer::sum);
            process(values, process.config().id(), status);
            statesEntered(entered, process);
        }
        StringBuilder page = new StringBuilder();
        machine(page);
        head(page, "ffmpeg_states", "Number of processes in a state");
        for (ExecState state : ExecState.values()) {
            page.append("ffmpeg_states{core=\"")
                    .append(label(core))
                    .append("\",state=\"")
                    .append(state.text());
            page.append("\"} ").append(states.getOrDefault(state, 0)).append('\n');
        }
        head(page, "ffmpeg_process", "Values of a process");
        page.append(values);
        head(page, "ffmpeg_process_states", "How often a process entered a state");
        page.append(entered);
        if (webRtc != null) {
            webRtc.write(page, label(core));
        }
        certificates.ifPresent(metrics -> metrics.write(page, label(core)));
        return page.toString();
    }

    private void machine(StringBuilder page) {
        machine.cpu().ifPresent(cpu -> {
            single(page, "cpu_system_time_percent", "CPU used by the system", cpu.system());
            single(page, "cpu_user_time_percent", "CPU used by programs", cpu.user());
            single(page, "cpu_idle_time_percent", "CPU not used", cpu.idle());
            single(page, "cpu_other_time_percent", "CPU used otherwise, or waiting", cpu.other());
        });
        machine.memory().ifPresent(memory -> {
            single(page, "mem_total_bytes", "Memory of the machine or container", (double) memory.total());
            single(page, "mem_free_bytes", "Memory that can still be used", (double) memory.free());
        });
    }

    private void single(StringBuilder page, String name, String help, double value) {
        head(page, name, help);
        page.append(name)
                .append("{core=\"")
                .append(label(core))
                .append("\"} ")
                .append(String.format(Locale.ROOT, "%.3f", value))
                .append('\n');
    }

    private void statesEntered(StringBuilder page, ManagedProcess process) {
        Map<ExecState, Long> entered = process.statesEntered();
        for (ExecState state : ExecState.values()) {
            page.append("ffmpeg_process_states{core=\"")
                    .append(label(core))
                    .append("\",process=\"")
                    .append(label(process.config().id()))
                    .append("\",state=\"")
                    .append(state.text())
                    .append("\"} ")
                    .append(entered.getOrDefault(state, 0L))
                    .append('\n');
        }
    }

    static void head(StringBuilder page, String name, String help) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void process(StringBuilder page, String id, ProcessStatus status) {
        Map<String, Double> values = Map.of(
                "frame", (double) status.progress().frame(),
                "fps", status.progress().fps(),
                "speed", status.progress().speed(),
                "size", (double) status.progress().sizeBytes(),
                "bitrate", status.progress().bitrateBitsPerSecond(),
                "drop", (double) status.progress().drop(),
                "dup", (double) status.progress().dup(),
                "cpu", status.cpuPercent(),
                "memory", (double) status.memoryBytes(),
                "uptime", (double) status.inState().toSeconds());
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(value -> page.append("ffmpeg_process{core=\"")
                        .append(label(core))
                        .append("\",process=\"")
                        .append(label(id))
                        .append("\",state=\"")
                        .append(status.state().text())
                        .append("\",order=\"")
                        .append(status.order().text())
                        .append("\",name=\"")
                        .append(value.getKey())
                        .append("\"} ")
                        .append(String.format(Locale.ROOT, "%.3f", value.getValue()))
                        .append('\n'));
    }

    static String label(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
