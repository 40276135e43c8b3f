package media.kern.core.process;

import java.util.List;
import media.kern.core.json.JsonOutput;
import media.kern.ffmpeg.report.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What a definition looks like in answers of the API.
 *
 * @param config the configuration, unresolved
 * @param command the resolved arguments of FFmpeg, without secrets
 */
record DefinitionJson(JsonOutput.Rendered config, JsonOutput.Rendered command) {

    /**
     * @param resolved null if the definition is invalid
     * @param secrets takes the secrets out of the arguments; the configuration has to show what it is
     */
    static DefinitionJson of(ProcessConfig config, @Nullable ResolvedProcess resolved, Secrets secrets) {
        List<String> command = resolved == null ? List.of() : secrets.arguments(resolved.command());
        return new DefinitionJson(
                JsonOutput.render(out -> ProcessConfigJson.writeApi(out, config)), JsonOutput.render(out -> {
                    out.writeStartArray();
                    for (String argument : command) {
                        out.writeString(argument);
                    }
                    out.writeEndArray();
                }));
    }
}
