package media.kern.rtmp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Lets in who knows a token, and only below an application. The token is the query parameter {@code token}; without it, the last
 * element of the path, which is then no part of the name. The name of a stream is its path.
 */
public final class TokenAuthority implements RtmpAuthority {
    private static final String PARAMETER = "token";

    private final StreamPath application;
    private final Optional<String> publishToken;
    private final Optional<String> playToken;

    /**
     * Different tokens for publishing and playing, or none.
     *
     * @param application the first elements that every path has to have; {@code /} for any
     * @throws IllegalArgumentException if the application is no path
     */
    public TokenAuthority(String application, Optional<String> publishToken, Optional<String> playToken) {
        this.application = StreamPath.parse(application, "")
                .orElseThrow(() -> new IllegalArgumentException("no path of an application: " + application));
        this.publishToken = publishToken;
        this.playToken = playToken;
    }

    @Override
    public RtmpDecision decide(RtmpRequest request) {
        Optional<String> expected = request.action() == RtmpAction.PUBLISH ? publishToken : playToken;
        StreamPath path = request.path();
        if (expected.isPresent()) {
            Optional<String> given =
                    Optional.ofNullable(path.query().get(PARAMETER)).filter(token -> !token.isEmpty());
            if (given.isEmpty()) {
                given = path.last();
                path = path.parent();
            }
            if (given.isEmpty()) {
                return denied("no streamkey provided");
            }
            if (!equal(given.get(), expected.get())) {
                return denied("invalid streamkey");
            }
        }
        if (!path.isBelow(application)) {
            return denied("invalid app");
        }
        return new RtmpDecision.Accept(path.path());
    }

    private static RtmpDecision denied(String message) {
        return new RtmpDecision.Refuse(RtmpDecision.Reason.DENIED, message);
    }

    /** In the same time, however much of it is right. */
    private static boolean equal(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
