package media.kern.server.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import media.kern.server.TestingKern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Sends recorded requests to a server, one after the other. */
final class Replay {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestingKern kern;
    private final Map<String, String> variables;

    /** @param variables what stands for <code>${name}</code> in recordings */
    Replay(TestingKern kern, Map<String, String> variables) {
        this.kern = kern;
        this.variables = new HashMap<>(variables);
    }

    /** The step with values instead of variables. */
    Step prepare(Step recorded) {
        Matcher matcher = VARIABLE.matcher(recorded.json().toString());
        String text = matcher.replaceAll(name -> Matcher.quoteReplacement(value(name)));
        try {
            return new Step(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String value(MatchResult match) {
        String value = variables.get(match.group(1));
        return value == null
                ? match.group()
                : String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    /**
     * Sends the request, again if the answer still lacks what it may take a while to have.
     *
     * @return the last answer
     */
    Answer run(Step step) {
        AtomicReference<Answer> last = new AtomicReference<>(send(step.request()));
        if (!hasCome(step, last.get())) {
            try {
                Awaitility.await().atMost(PATIENCE).until(() -> {
                    last.set(send(step.request()));
                    return hasCome(step, last.get());
                });
            } catch (ConditionTimeoutException late) {
                return last.get(); // The comparison says what is missing.
            }
        }
        JsonNode json = last.get().json();
        step.save().properties().forEach(entry -> {
            JsonNode value = json.at(pointer(entry.getValue().asText()));
            if (!value.isMissingNode()) {
                variables.put(entry.getKey(), value.asText());
            }
        });
        return last.get();
    }

    private static boolean hasCome(Step step, Answer answer) {
        JsonNode json = answer.json();
        return step.until().properties().stream()
                .allMatch(entry -> json.at(pointer(entry.getKey())).equals(entry.getValue()));
    }

    private static JsonPointer pointer(String dotted) {
        return JsonPointer.compile("/" + dotted.replace('.', '/'));
    }

    private Answer send(JsonNode recorded) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        kern.uri(recorded.get("path").asText()))
                .timeout(Duration.ofSeconds(30))
                .method(recorded.get("method").asText(), body(recorded));
        boolean typed = false;
        for (Map.Entry<String, JsonNode> header : recorded.path("headers").properties()) {
            request.setHeader(header.getKey(), header.getValue().asText());
            typed |= header.getKey().equalsIgnoreCase("Content-Type");
        }
        if (recorded.has("json") && !typed) {
            request.setHeader("Content-Type", "application/json");
        }
        return new Answer(kern.send(request.build(), BodyHandlers.ofByteArray()));
    }

    private static HttpRequest.BodyPublisher body(JsonNode recorded) {
        if (recorded.has("json")) {
            return BodyPublishers.ofString(recorded.get("json").toString());
        }
        if (recorded.has("body")) {
            return BodyPublishers.ofString(recorded.get("body").asText());
        }
        return recorded.has("size")
                ? BodyPublishers.ofByteArray(pattern(recorded.get("size").asInt()))
                : BodyPublishers.noBody();
    }

    /** The content of recorded files of which only the size is told: the hash of a word, over and over. */
    private static byte[] pattern(int size) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(new byte[] {'k', 'e', 'r', 'n'});
            byte[] content = new byte[size];
            for (int i = 0; i < size; i++) {
                content[i] = hash[i % hash.length];
            }
            return content;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
