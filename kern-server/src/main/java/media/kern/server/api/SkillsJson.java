package media.kern.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import media.kern.core.json.JsonOutput;
import media.kern.ffmpeg.skills.Codec;
import media.kern.ffmpeg.skills.Device;
import media.kern.ffmpeg.skills.FfmpegBuild;
import media.kern.ffmpeg.skills.HardwareDevice;
import media.kern.ffmpeg.skills.Skill;
import media.kern.ffmpeg.skills.Skills;

/** What FFmpeg can do, as the API shows it. */
final class SkillsJson {
    private SkillsJson() {}

    static void write(JsonGenerator out, Skills skills) throws IOException {
        out.writeStartObject();
        out.writeFieldName("ffmpeg");
        build(out, skills.ffmpeg());
        skills(out, "filter", skills.filters());
        skills(out, "hwaccels", skills.hwaccels());
        out.writeObjectFieldStart("codecs");
        codecs(out, "audio", skills.codecs().audio());
        codecs(out, "video", skills.codecs().video());
        codecs(out, "subtitle", skills.codecs().subtitle());
        out.writeEndObject();
        out.writeObjectFieldStart("devices");
        devices(out, "demuxers", skills.devices().demuxers());
        devices(out, "muxers", skills.devices().muxers());
        out.writeEndObject();
        out.writeObjectFieldStart("formats");
        skills(out, "demuxers", skills.formats().demuxers());
        skills(out, "muxers", skills.formats().muxers());
        out.writeEndObject();
        out.writeObjectFieldStart("protocols");
        skills(out, "input", skills.protocols().input());
        skills(out, "output", skills.protocols().output());
        out.writeEndObject();
        JsonOutput.strings(out, "errors", skills.errors());
        out.writeEndObject();
    }

    private static void build(JsonGenerator out, FfmpegBuild build) throws IOException {
        out.writeStartObject();
        out.writeStringField("version", build.version());
        out.writeStringField("compiler", build.compiler());
        out.writeStringField("configuration", build.configuration());
        JsonOutput.objects(out, "libraries", build.libraries(), SkillsJson::library);
        out.writeEndObject();
    }

    private static void library(JsonGenerator out, FfmpegBuild.Library library) throws IOException {
        out.writeStringField("name", library.name());
        out.writeStringField("compiled", library.compiled());
        out.writeStringField("linked", library.linked());
    }

    private static void skills(JsonGenerator out, String field, List<Skill> skills) throws IOException {
        JsonOutput.objects(out, field, skills, (json, skill) -> {
            json.writeStringField("id", skill.id());
            json.writeStringField("name", skill.name());
        });
    }

    private static void codecs(JsonGenerator out, String field, List<Codec> codecs) throws IOException {
        JsonOutput.objects(out, field, codecs, (json, codec) -> {
            json.writeStringField("id", codec.id());
            json.writeStringField("name", codec.name());
            coders(json, "encoders", codec.encoders());
            coders(json, "decoders", codec.decoders());
        });
    }

    /** Clients know {@code null} for none. */
    private static void coders(JsonGenerator out, String field, List<String> coders) throws IOException {
        if (coders.isEmpty()) {
            out.writeNullField(field);
        } else {
            JsonOutput.strings(out, field, coders);
        }
    }

    private static void devices(JsonGenerator out, String field, List<Device> devices) throws IOException {
        JsonOutput.objects(out, field, devices, (json, device) -> {
            json.writeStringField("id", device.id());
            json.writeStringField("name", device.name());
            JsonOutput.objects(json, "devices", device.devices(), SkillsJson::hardware);
        });
    }

    private static void hardware(JsonGenerator out, HardwareDevice hardware) throws IOException {
        out.writeStringField("id", hardware.id());
        out.writeStringField("name", hardware.name());
        out.writeStringField("extra", hardware.extra());
        out.writeStringField("media", hardware.media());
    }
}
