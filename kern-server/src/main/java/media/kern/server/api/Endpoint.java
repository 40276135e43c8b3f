package media.kern.server.api;

import media.kern.server.http.HttpError;

/**
 * What an operation does.
 *
 * @param mode where it runs and what becomes of the request body
 */
record Endpoint(Mode mode, Action action) {

    /** Answers a call, now or later. */
    @FunctionalInterface
    interface Action {
        void answer(ApiCall call) throws HttpError;
    }

    enum Mode {
        /** On the event loop; reads memory only. */
        INLINE,
        /** On a thread that may block; takes no body. */
        BLOCKING,
        /** On a thread that may block, with the whole body. */
        WITH_BODY,
        /** On the event loop; takes the body as it arrives. */
        STREAMING
    }
}
