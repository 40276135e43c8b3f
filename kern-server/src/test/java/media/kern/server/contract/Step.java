package media.kern.server.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A recorded request with its answer.
 *
 * @param json the step as it stands in the file
 */
record Step(JsonNode json) {

    String name() {
        return json.get("name").asText();
    }

    /** {@code method}, {@code path}, {@code headers}, and one of {@code json}, {@code body} and {@code size}, or none. */
    JsonNode request() {
        return json.get("request");
    }

    String method() {
        return request().get("method").asText();
    }

    /** {@code status}, {@code headers}, and one of {@code json}, {@code text}, and {@code bytes} with {@code sha256}. */
    JsonNode answer() {
        return json.get("answer");
    }

    /** Whether only status, headers and the shape of JSON count. */
    boolean loose() {
        return json.path("loose").asBoolean();
    }

    /** Whether the wording of the details of an error is free. */
    boolean anyDetails() {
        return json.path("details").asText().equals("advisory");
    }

    /** Values of the answer by their path that may take a while to come. */
    JsonNode until() {
        return json.path("until");
    }

    /** Paths in the answer by the names under which later steps know the values. */
    JsonNode save() {
        return json.path("save");
    }
}
