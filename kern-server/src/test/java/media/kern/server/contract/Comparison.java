package media.kern.server.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds an answer against a recorded one. Additional fields and headers are allowed, missing ones are not;
 * <code>{"*": "str"}</code> in a recording stands for any value of that type.
 */
final class Comparison {
    private static final String ANY = "*";
    private static final int SHOWN_CHARACTERS = 160;

    private final boolean loose;
    private final boolean anyDetails;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Step step) {
        this.loose = step.loose();
        this.anyDetails = step.anyDetails();
    }

    /** What is different, one entry each. */
    static List<String> differences(Step step, Answer got) {
        Comparison comparison = new Comparison(step);
        JsonNode want = step.answer();
        if (want.get("status").asInt() != got.status()) {
            comparison.differ("status", want.get("status").asText(), got.status() + " " + got.text());
        }
        for (Map.Entry<String, JsonNode> header : want.path("headers").properties()) {
            comparison.header(header.getKey(), header.getValue(), String.valueOf(got.header(header.getKey())));
        }
        comparison.body(want, got);
        return comparison.differences;
    }

    private void header(String name, JsonNode want, String got) {
        boolean same =
                want.isObject() ? !got.equals("null") : elements(want.asText()).equals(elements(got));
        if (!same) {
            differ("header " + name, want.toString(), got);
        }
    }

    /** The elements of a list in any order and case. */
    private static String elements(String header) {
        return Arrays.stream(header.replace(';', ',').split(","))
                .map(element -> element.strip().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private void body(JsonNode want, Answer got) {
        if (want.has("json")) {
            json("json", want.get("json"), got.json());
        } else if (!loose) {
            exactly("text", want, got.text());
            exactly("bytes", want, String.valueOf(got.content().length));
            exactly("sha256", want, got.sha256());
        }
    }

    private void exactly(String what, JsonNode want, String got) {
        JsonNode expected = want.path(what);
        if (expected.isValueNode() && !expected.asText().equals(got)) {
            differ(what, expected.asText(), got);
        }
    }

    private void json(String path, JsonNode want, JsonNode got) {
        if (anyDetails && path.equals("json.details")) {
            return;
        }
        if (want.isObject() && want.size() == 1 && want.has(ANY)) {
            String kind = want.get(ANY).asText();
            if (!kind.equals("any") && !kind.equals(kind(got))) {
                differ(path, "a " + kind, got.toString());
            }
        } else if (want.isObject() && got.isObject()) {
            for (Map.Entry<String, JsonNode> field : want.properties()) {
                json(path + "." + field.getKey(), field.getValue(), got.path(field.getKey()));
            }
        } else if (want.isArray() && got.isArray()) {
            list(path, want, got);
        } else if (!kind(want).equals(kind(got))) {
            if (!loose || !(want.isNull() || got.isNull())) {
                differ(path, want.toString(), got.isMissingNode() ? "nothing" : got.toString());
            }
        } else if (!loose && !equal(want, got)) {
            differ(path, want.toString(), got.toString());
        }
    }

    /** The shape of a list is that of its first element. */
    private void list(String path, JsonNode want, JsonNode got) {
        if (!loose && want.size() != got.size()) {
            differ(path, want.size() + " elements", got.size() + " elements: " + got);
            return;
        }
        int compared = loose ? Math.min(1, Math.min(want.size(), got.size())) : want.size();
        for (int i = 0; i < compared; i++) {
            json(path + "[" + i + "]", want.get(i), got.get(i));
        }
    }

    private static boolean equal(JsonNode want, JsonNode got) {
        return want.isNumber() ? want.decimalValue().compareTo(got.decimalValue()) == 0 : want.equals(got);
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "bool";
            case NUMBER -> "num";
            case STRING -> "str";
            case ARRAY -> "list";
            case OBJECT -> "map";
            case NULL -> "any";
            default -> "nothing";
        };
    }

    private void differ(String where, String want, String got) {
        differences.add(where + ": want " + shortened(want) + ", got " + shortened(got));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
