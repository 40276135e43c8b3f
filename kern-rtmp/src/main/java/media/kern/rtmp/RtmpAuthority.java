package media.kern.rtmp;

/** Decides who may publish and play what. */
@FunctionalInterface
public interface RtmpAuthority {
    /** Is asked once per attempt, on an event loop: must not block. Whether the name is taken is found out afterwards. */
    RtmpDecision decide(RtmpRequest request);
}
