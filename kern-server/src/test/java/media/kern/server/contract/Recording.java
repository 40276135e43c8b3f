package media.kern.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Exchanges that follow each other on one server.
 *
 * @param setup environment of the server
 */
record Recording(Map<String, String> setup, List<Step> steps) {

    /** @param name of the file beside this class, without extension */
    static Recording load(String name) {
        try (InputStream file = Objects.requireNonNull(Recording.class.getResourceAsStream(name + ".json"))) {
            JsonNode document = new JsonMapper().readTree(file);
            List<Step> steps = new ArrayList<>();
            document.get("steps").forEach(step -> steps.add(new Step(step)));
            return new Recording(texts(document.get("setup")), List.copyOf(steps));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
