package media.kern.server.api;

import io.vertx.core.Vertx;
import java.util.List;
import media.kern.server.rtmp.Rtmp;
import org.jspecify.annotations.Nullable;

/** What is published by RTMP. */
public final class RtmpResource implements ApiResources.Resource {
    private final @Nullable Rtmp rtmp;

    /** @param rtmp null if there is no RTMP server: then nothing is published */
    public RtmpResource(@Nullable Rtmp rtmp) {
        this.rtmp = rtmp;
    }

    @Override
    public void register(Endpoints endpoints, Vertx vertx) {
        endpoints.inline("rtmp-3-list-channels", this::list);
    }

    private void list(ApiCall call) {
        List<String> streams = rtmp == null ? List.of() : rtmp.streams();
        call.exchange().json(out -> {
            out.writeStartArray();
            for (String stream : streams) {
                out.writeStartObject();
                out.writeStringField("name", stream);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
