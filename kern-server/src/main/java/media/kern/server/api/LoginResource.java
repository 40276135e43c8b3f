package media.kern.server.api;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;
import media.kern.server.auth.Access;
import media.kern.server.auth.Credentials;
import media.kern.server.auth.JwtIssuer;
import media.kern.server.auth.LoginGuard;
import media.kern.server.auth.TokenUse;
import media.kern.server.auth.TokenVerdict;
import media.kern.server.http.HttpError;

/** Tokens for the user of the configuration. */
public final class LoginResource implements ApiResources.Resource {
    private final Credentials user;
    private final JwtIssuer issuer;
    private final LoginGuard guard;

    public LoginResource(Credentials user, JwtIssuer issuer, LoginGuard guard) {
        this.user = user;
        this.issuer = issuer;
        this.guard = guard;
    }

    private record Login(String username, String password) {
        static Login read(JsonReader in) throws JsonException {
            List<String> values = new ArrayList<>(List.of("", ""));
            in.object("api.Login", (name, value) -> {
                switch (name) {
                    case "username" -> values.set(0, value.string(""));
                    case "password" -> values.set(1, value.string(""));
                    default -> value.skip();
                }
            });
            return new Login(values.get(0), values.get(1));
        }

        boolean complete() {
            return !username.isEmpty() && !password.isEmpty();
        }
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints.withBody("jwt-login", call -> login(call, vertx)).inline("jwt-refresh", this::refresh);
    }

    private void login(ApiCall call, Vertx vertx) {
        switch (guard.admit(call.exchange().client())) {
            case LoginGuard.TooMany tooMany -> {
                call.exchange()
                        .response()
                        .headers()
                        .set("Retry-After", Long.toString(tooMany.retryAfter().toSeconds()));
                call.exchange()
                        .fail(new HttpError(429, "Too Many Requests", "too many failed logins, try again later"));
            }
            case LoginGuard.Attempt attempt -> attempt(call, attempt, vertx);
        }
    }

    private void attempt(ApiCall call, LoginGuard.Attempt attempt, Vertx vertx) {
        HttpError refusal;
        try {
            Login login = call.json(Login::read);
            if (login.complete() && user.match(login.username(), login.password())) {
                attempt.succeeded();
                answer(call, login.username());
                return;
            }
            refusal = login.complete()
                    ? new HttpError(
                            401, "Unauthorized", "Invalid authorization credentials: invalid username or password")
                    : missing();
        } catch (HttpError e) {
            refusal = missing();
        }
        HttpError answer = refusal;
        vertx.setTimer(attempt.failed().toMillis(), waited -> call.exchange().fail(answer));
    }

    private static HttpError missing() {
        return new HttpError(400, "Bad Request", "Missing authorization credentials");
    }

    private void answer(ApiCall call, String subject) {
        call.exchange().json(out -> {
            out.writeStartObject();
            out.writeStringField("access_token", issuer.issue(TokenUse.ACCESS, subject));
            out.writeStringField("refresh_token", issuer.issue(TokenUse.REFRESH, subject));
            out.writeEndObject();
        });
    }

    private void refresh(ApiCall call) throws HttpError {
        String subject = switch (call.access()) {
            case Access.Granted(TokenVerdict.Subject.User user) -> user.name();
            case Access.Granted(TokenVerdict.Subject.NotAString _) ->
                throw new HttpError(403, "Forbidden", "Invalid subject: invalid type for claim: sub is invalid");
            case Access.Spared _, Access.Denied _ -> throw new HttpError(403, "Forbidden", "Invalid token");
        };
        call.exchange().json(out -> {
            out.writeStartObject();
            out.writeStringField("access_token", issuer.issue(TokenUse.ACCESS, subject));
            out.writeEndObject();
        });
    }
}
