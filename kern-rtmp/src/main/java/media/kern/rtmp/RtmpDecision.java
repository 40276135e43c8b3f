package media.kern.rtmp;

/** Whether somebody may publish or play. */
public sealed interface RtmpDecision {
    /** @param stream its name: publisher and players of the same name meet */
    record Accept(String stream) implements RtmpDecision {}

    /** @param message is shown to the client and to the listener */
    record Refuse(Reason reason, String message) implements RtmpDecision {}

    /** Why not; decides the code that the client gets. */
    enum Reason {
        /** He may not: {@code NetStream.Publish.Denied}, {@code NetStream.Play.Failed}. */
        DENIED("NetStream.Publish.Denied", "NetStream.Play.Failed"),
        /** Somebody else does, or it is no name: {@code NetStream.Publish.BadName}, {@code NetStream.Play.Failed}. */
        CONFLICT("NetStream.Publish.BadName", "NetStream.Play.Failed"),
        /** There is none: {@code NetStream.Publish.BadName}, {@code NetStream.Play.StreamNotFound}. */
        NOT_FOUND("NetStream.Publish.BadName", "NetStream.Play.StreamNotFound");

        private final String publishCode;
        private final String playCode;

        Reason(String publishCode, String playCode) {
            this.publishCode = publishCode;
            this.playCode = playCode;
        }

        /** As in {@code onStatus}. */
        String code(RtmpAction action) {
            return action == RtmpAction.PUBLISH ? publishCode : playCode;
        }
    }
}
