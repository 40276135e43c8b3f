package media.kern.server.tls;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The texts by which host names are proven over HTTP (RFC 8555 section 8.3), while somebody asks for them. */
final class HttpChallenges {
    private static final String PREFIX = "/.well-known/acme-challenge/";

    private final Map<Question, String> answers = new ConcurrentHashMap<>();

    private record Question(String host, String path) {}

    /** Answers for {@code host} until closed. */
    Pending offer(String host, String token, String authorization) {
        Question question = new Question(host.toLowerCase(Locale.ROOT), PREFIX + token);
        answers.put(question, authorization);
        return () -> answers.remove(question, authorization);
    }

    /** @param authority the {@code Host} of a request, with or without port */
    Optional<String> answer(String authority, String path) {
        if (answers.isEmpty() || !path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String host = authority.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
        return Optional.ofNullable(answers.get(new Question(host, path)));
    }
}
