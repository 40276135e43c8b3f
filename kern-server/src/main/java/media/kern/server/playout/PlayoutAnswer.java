package media.kern.server.playout;

import io.vertx.core.buffer.Buffer;
import media.kern.server.http.BodyBudget;
import org.jspecify.annotations.Nullable;

/** What FFmpeg has answered, complete. To be closed once, when the body is not in memory any more. */
public final class PlayoutAnswer implements AutoCloseable {
    private final int status;
    private final @Nullable String contentType;
    private final Buffer body;
    private final BodyBudget budget;

    /** @param budget from which the length of the body was taken */
    PlayoutAnswer(int status, @Nullable String contentType, Buffer body, BodyBudget budget) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.budget = budget;
    }

    /** From 200 to 599. */
    public int status() {
        return status;
    }

    public @Nullable String contentType() {
        return contentType;
    }

    public Buffer body() {
        return body;
    }

    @Override
    public void close() {
        budget.giveBack(body.length());
    }
}
