package media.kern.server.api;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import media.kern.core.json.JsonOutput;
import media.kern.server.auth.Access;
import media.kern.server.build.Version;

/** Who answers here, and the sign of life. */
public final class AboutResource implements ApiResources.Resource {
    private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final String name;
    private final List<String> auths;
    private final InstantSource clock;
    private final Instant startedAt;

    /** @param auths the ways to log in; empty if nobody has to */
    public AboutResource(String id, String name, List<String> auths, InstantSource clock) {
        this.id = id;
        this.name = name;
        this.auths = List.copyOf(auths);
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .inline("ping", call -> call.exchange().bytes(200, "text/plain; charset=UTF-8", PONG))
                .inline("ping-head", call -> call.exchange().bytes(200, "text/plain; charset=UTF-8", PONG))
                .inline("about", this::about);
    }

    private void about(ApiCall call) {
        if (call.access() instanceof Access.Denied) {
            call.exchange().json(out -> {
                out.writeStartObject();
                out.writeStringField("app", Version.REFERENCE_APP);
                out.writeStringField("variant", Version.VARIANT);
                JsonOutput.strings(out, "auths", auths);
                out.writeObjectFieldStart("version");
                out.writeStringField("number", Version.REFERENCE_MAJOR);
                out.writeEndObject();
                out.writeEndObject();
            });
            return;
        }
        call.exchange().json(out -> {
            out.writeStartObject();
            out.writeStringField("app", Version.REFERENCE_APP);
            out.writeStringField("variant", Version.VARIANT);
            JsonOutput.strings(out, "auths", auths);
            out.writeStringField("name", name);
            out.writeStringField("id", id);
            out.writeStringField(
                    "created_at",
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            startedAt.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault())));
            out.writeNumberField(
                    "uptime_seconds",
                    Duration.between(startedAt, clock.instant()).toSeconds());
            out.writeObjectFieldStart("version");
            out.writeStringField("number", Version.REFERENCE);
            out.writeStringField("kern", Version.KERN);
            out.writeStringField("repository_commit", Version.COMMIT);
            out.writeStringField("repository_branch", "");
            out.writeStringField("build_date", "");
            out.writeStringField("arch", Version.ARCH);
            out.writeStringField("compiler", Version.COMPILER);
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
