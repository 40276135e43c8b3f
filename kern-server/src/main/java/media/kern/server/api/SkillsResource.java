package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;
import media.kern.ffmpeg.skills.Codecs;
import media.kern.ffmpeg.skills.Encoder;
import media.kern.ffmpeg.skills.EncoderTrial;
import media.kern.ffmpeg.skills.EncoderTrials;
import media.kern.ffmpeg.skills.Skills;
import media.kern.ffmpeg.skills.SkillsCatalog;
import media.kern.server.http.HttpError;

/** What FFmpeg can do, as it says and as a trial shows. */
public final class SkillsResource implements ApiResources.Resource {
    private static final int MAX_ENCODERS = 32;
    private static final int MAX_NAME = 64;
    private static final Pattern ENCODER = Pattern.compile("[a-z0-9_][a-z0-9_-]{0,63}");

    private final SkillsCatalog catalog;
    private final EncoderTrials trials;

    public SkillsResource(SkillsCatalog catalog, EncoderTrials trials) {
        this.catalog = catalog;
        this.trials = trials;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints
                .blocking("skills-3", call -> answer(call, catalog.skills()))
                .blocking("skills-3-reload", call -> answer(call, catalog.reload()))
                .blocking("skills-3-reload-post", call -> answer(call, catalog.reload()))
                .withBody("skills-3-trial", this::trial);
    }

    private static void answer(ApiCall call, Skills skills) {
        call.exchange().json(out -> SkillsJson.write(out, skills));
    }

    private void trial(ApiCall call) throws HttpError {
        List<String> names = call.body().length == 0 ? List.of() : call.json(SkillsResource::readEncoders);
        if (names.size() > MAX_ENCODERS) {
            throw new HttpError(
                    400,
                    "Too many encoders",
                    names.size() + " encoders are named, at most " + MAX_ENCODERS + " can be tried at a time");
        }
        for (String name : names) {
            if (!ENCODER.matcher(name).matches()) {
                String shown = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
                throw new HttpError(400, "Invalid encoder", "'" + shown + "' does not match " + ENCODER.pattern());
            }
        }
        Skills skills = catalog.skills();
        if (!skills.known()) {
            throw new HttpError(503, "Service Unavailable", skills.errors().toArray(String[]::new));
        }
        List<Encoder> encoders = new ArrayList<>();
        for (String name : names) {
            encoders.add(encoder(skills.codecs(), name));
        }
        call.exchange().whenClientLeaves(Thread.currentThread()::interrupt);
        try {
            List<EncoderTrial> results = trials.run(
                            encoders.isEmpty() ? skills.codecs().hardwareEncoders() : List.copyOf(encoders))
                    .orElseThrow(() -> new HttpError(
                            503,
                            "Service Unavailable",
                            "encoders are already being tried, try again when they are done"));
            call.exchange().json(out -> write(out, results));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody waits for the answer any more.
        }
    }

    private static Encoder encoder(Codecs codecs, String name) throws HttpError {
        Encoder encoder = codecs.encoder(name)
                .orElseThrow(() -> new HttpError(400, "Unknown encoder", "FFmpeg has no encoder " + name));
        if (encoder.kind() == Encoder.Kind.SUBTITLE) {
            throw new HttpError(
                    400, "Invalid encoder", name + " is an encoder of subtitles; only video and audio can be tried");
        }
        return encoder;
    }

    private static List<String> readEncoders(JsonReader in) throws JsonException {
        List<String> encoders = new ArrayList<>();
        in.object("api.EncoderTrial", (name, value) -> {
            if (name.equals("encoders")) {
                encoders.clear();
                encoders.addAll(value.strings());
            } else {
                value.skip();
            }
        });
        return encoders;
    }

    private static void write(JsonGenerator out, List<EncoderTrial> trials) throws IOException {
        out.writeStartArray();
        for (EncoderTrial trial : trials) {
            out.writeStartObject();
            out.writeStringField("encoder", trial.encoder());
            out.writeBooleanField("works", trial.works());
            out.writeStringField("error", trial.error());
            JsonOutput.num3(out, "seconds", trial.seconds());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
