package media.kern.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import media.kern.server.tls.Certificates;

/** Answers the requests by which an ACME server makes sure that a name leads here (RFC 8555 section 8.3). */
public record ChallengeAnswer(Certificates certificates) implements EarlyAnswer {
    @Override
    public boolean answer(Exchange exchange) {
        boolean reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
        String authority = exchange.request().getHeader("Host");
        if (!reads || authority == null) {
            return false;
        }
        Optional<String> answer = certificates.httpChallenge(authority, exchange.rawPath());
        answer.ifPresent(text -> {
            exchange.response().headers().set("Connection", "close");
            exchange.bytes(200, "text/plain", text.getBytes(StandardCharsets.US_ASCII));
        });
        return answer.isPresent();
    }
}
