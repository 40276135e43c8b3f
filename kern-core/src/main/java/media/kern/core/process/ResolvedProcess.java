package media.kern.core.process;

import java.util.List;
import java.util.Optional;

/**
 * A process with all placeholders and references replaced.
 *
 * @param command the arguments of FFmpeg
 * @param writesToDisk whether an output is a file below the disk folder
 */
record ResolvedProcess(ProcessConfig config, List<String> command, boolean writesToDisk) {

    /** The address of the first output with this id. */
    Optional<String> outputAddress(String outputId) {
        return config.output().stream()
                .filter(output -> output.id().equals(outputId))
                .map(IoConfig::address)
                .findFirst();
    }
}
