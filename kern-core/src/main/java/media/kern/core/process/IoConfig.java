package media.kern.core.process;

import java.util.List;

/**
 * One input or output.
 *
 * @param id unique among the inputs, or among the outputs, of a process
 * @param address URL, path, reference to another process, or text with placeholders
 * @param options FFmpeg options before the address, one element per argument
 * @param cleanup only for outputs
 */
public record IoConfig(String id, String address, List<String> options, List<CleanupRule> cleanup) {
    static final IoConfig EMPTY = new IoConfig("", "", List.of(), List.of());

    public IoConfig {
        options = List.copyOf(options);
        cleanup = List.copyOf(cleanup);
    }

    IoConfig withId(String newId) {
        return new IoConfig(newId, address, options, cleanup);
    }

    IoConfig withAddress(String newAddress) {
        return new IoConfig(id, newAddress, options, cleanup);
    }

    IoConfig withOptions(List<String> newOptions) {
        return new IoConfig(id, address, newOptions, cleanup);
    }
}
