package media.kern.core.process;

import media.kern.ffmpeg.process.Order;

/**
 * What survives a restart.
 *
 * @param createdAt Unix seconds
 * @param updatedAt Unix seconds
 * @param order what is restored on the next start
 */
public record StoredProcess(ProcessConfig config, long createdAt, long updatedAt, Order order) {
    public String id() {
        return config.id();
    }

    StoredProcess withOrder(Order newOrder) {
        return new StoredProcess(config, createdAt, updatedAt, newOrder);
    }

    StoredProcess withConfig(ProcessConfig newConfig, long now) {
        return new StoredProcess(newConfig, createdAt, now, order);
    }
}
