package media.kern.bench;

import java.io.IOException;
import java.time.Duration;

/** A load and what it cost the server. */
record Round(LoadClient.Result load, Duration serverCpu) {

    static Round measure(Server server, LoadClient.Order order) throws IOException {
        Duration before = server.tree().cpu();
        LoadClient.Result load = LoadClient.run(order);
        return new Round(load, server.tree().cpu().minus(before));
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
