package media.kern.core.placeholder;

import java.util.List;
import java.util.Map;

/**
 * Resolves the placeholders in the fields of one process. Each field knows its own placeholders; they are replaced one
 * after the other in a fixed order, so that the value of one may contain a later one. Immutable.
 *
 * <p>All methods throw {@link PlaceholderException} if a text gets longer than {@value Placeholders#MAX_LENGTH}.
 */
public final class ProcessPlaceholders {
    private static final String PROCESS_ID = "processid";
    private static final String REFERENCE = "reference";
    private static final String INPUT_ID = "inputid";
    private static final String OUTPUT_ID = "outputid";

    private static final List<String> PROCESS = List.of(PROCESS_ID, REFERENCE);
    private static final List<String> GLOBAL_OPTION = List.of("diskfs", "fs:*");
    private static final List<String> OPTION = List.of(PROCESS_ID, REFERENCE, "diskfs", "memfs", "fs:*");
    private static final List<String> ADDRESS =
            List.of(PROCESS_ID, REFERENCE, "diskfs", "memfs", "fs:*", "rtmp", "srt");

    private final PlaceholderValues values;
    private final Map<String, String> process;

    /**
     * @param processId the id of the process, the value of <code>{processid}</code>
     * @param reference the reference of the process, the value of <code>{reference}</code>
     */
    public ProcessPlaceholders(PlaceholderValues values, String processId, String reference) {
        this.values = values;
        this.process = Map.of(PROCESS_ID, processId, REFERENCE, reference);
    }

    /** Resolves a global option: only storages that aren't <code>{memfs}</code>. */
    public String globalOption(String option) throws PlaceholderException {
        return replaceAll(option, GLOBAL_OPTION, values.inputs(), process);
    }

    /** Resolves the id of an input. */
    public String inputId(String id) throws PlaceholderException {
        return replaceAll(id, PROCESS, values.inputs(), process);
    }

    /**
     * Resolves the address of an input.
     *
     * @param inputId the resolved id of the input
     */
    public String inputAddress(String address, String inputId) throws PlaceholderException {
        return inIo(address, INPUT_ID, inputId, ADDRESS, values.inputs());
    }

    /**
     * Resolves an option of an input.
     *
     * @param inputId the resolved id of the input
     */
    public String inputOption(String option, String inputId) throws PlaceholderException {
        return inIo(option, INPUT_ID, inputId, OPTION, values.inputs());
    }

    /** Resolves the id of an output. */
    public String outputId(String id) throws PlaceholderException {
        return replaceAll(id, PROCESS, values.outputs(), process);
    }

    /**
     * Resolves the address of an output.
     *
     * @param outputId the resolved id of the output
     */
    public String outputAddress(String address, String outputId) throws PlaceholderException {
        return inIo(address, OUTPUT_ID, outputId, ADDRESS, values.outputs());
    }

    /**
     * Resolves an option of an output.
     *
     * @param outputId the resolved id of the output
     */
    public String outputOption(String option, String outputId) throws PlaceholderException {
        return inIo(option, OUTPUT_ID, outputId, OPTION, values.outputs());
    }

    /**
     * Resolves the pattern of a cleanup rule of an output.
     *
     * @param outputId the resolved id of the output
     */
    public String cleanupPattern(String pattern, String outputId) throws PlaceholderException {
        return inIo(pattern, OUTPUT_ID, outputId, PROCESS, values.outputs());
    }

    /** An input's or output's own id comes first, then what the field has besides. */
    private String inIo(String text, String idName, String id, List<String> names, Placeholders placeholders)
            throws PlaceholderException {
        Map<String, String> variables = Map.of(idName, id, PROCESS_ID, value(PROCESS_ID), REFERENCE, value(REFERENCE));
        return replaceAll(placeholders.replace(text, idName, id), names, placeholders, variables);
    }

    private String replaceAll(String text, List<String> names, Placeholders placeholders, Map<String, String> variables)
            throws PlaceholderException {
        String resolved = text;
        for (String name : names) {
            resolved = PROCESS.contains(name)
                    ? placeholders.replace(resolved, name, value(name))
                    : placeholders.replace(resolved, name, variables);
        }
        return resolved;
    }

    private String value(String name) {
        return process.getOrDefault(name, "");
    }
}
