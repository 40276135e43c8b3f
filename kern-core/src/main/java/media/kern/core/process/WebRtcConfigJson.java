package media.kern.core.process;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;
import media.kern.core.leg.WebRtcConfig;
import media.kern.core.leg.WhipIngestConfig;

/**
 * What a process has to do with WebRTC, as the API and the database have it. What is as it is by default is not written:
 * clients that know nothing of it see nothing of it.
 */
final class WebRtcConfigJson {
    private WebRtcConfigJson() {}

    static void write(JsonGenerator out, ProcessConfig config) throws IOException {
        WebRtcConfig webrtc = config.webrtc();
        if (!webrtc.equals(WebRtcConfig.DEFAULT)) {
            out.writeObjectFieldStart("webrtc");
            out.writeBooleanField("enabled", webrtc.enabled());
            out.writeNumberField("video_pt", webrtc.videoPt());
            out.writeNumberField("audio_pt", webrtc.audioPt());
            out.writeStringField("video_map", webrtc.videoMap());
            out.writeStringField("audio_map", webrtc.audioMap());
            out.writeBooleanField("force_transcode", webrtc.forceTranscode());
            out.writeEndObject();
        }
        WhipIngestConfig ingest = config.whipIngest();
        if (!ingest.equals(WhipIngestConfig.DEFAULT)) {
            out.writeObjectFieldStart("whip_ingest");
            out.writeBooleanField("enabled", ingest.enabled());
            out.writeNumberField("video_pt", ingest.videoPt());
            out.writeNumberField("audio_pt", ingest.audioPt());
            out.writeEndObject();
        }
    }

    static WebRtcConfig webrtc(JsonReader in, WebRtcConfig current) throws JsonException {
        WebRtcConfig[] read = {current};
        in.object("api.ProcessConfigWebRTC", (name, value) -> {
            WebRtcConfig now = read[0];
            boolean enabled = name.equals("enabled") ? value.bool(now.enabled()) : now.enabled();
            int videoPt = name.equals("video_pt") ? value.int32(now.videoPt()) : now.videoPt();
            int audioPt = name.equals("audio_pt") ? value.int32(now.audioPt()) : now.audioPt();
            String videoMap = name.equals("video_map") ? value.string(now.videoMap()) : now.videoMap();
            String audioMap = name.equals("audio_map") ? value.string(now.audioMap()) : now.audioMap();
            boolean force = name.equals("force_transcode") ? value.bool(now.forceTranscode()) : now.forceTranscode();
            switch (name) {
                case "enabled", "video_pt", "audio_pt", "video_map", "audio_map", "force_transcode" ->
                    read[0] = new WebRtcConfig(enabled, videoPt, audioPt, videoMap, audioMap, force);
                default -> value.skip();
            }
        });
        return read[0];
    }

    static WhipIngestConfig whipIngest(JsonReader in, WhipIngestConfig current) throws JsonException {
        WhipIngestConfig[] read = {current};
        in.object("api.ProcessConfigWHIPIngest", (name, value) -> {
            WhipIngestConfig now = read[0];
            switch (name) {
                case "enabled" ->
                    read[0] = new WhipIngestConfig(value.bool(now.enabled()), now.videoPt(), now.audioPt());
                case "video_pt" ->
                    read[0] = new WhipIngestConfig(now.enabled(), value.int32(now.videoPt()), now.audioPt());
                case "audio_pt" ->
                    read[0] = new WhipIngestConfig(now.enabled(), now.videoPt(), value.int32(now.audioPt()));
                default -> value.skip();
            }
        });
        return read[0];
    }
}
