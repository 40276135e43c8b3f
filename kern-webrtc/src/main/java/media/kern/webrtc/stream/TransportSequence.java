package media.kern.webrtc.stream;

/** Numbers all packets of a viewer, whatever medium they are of. */
final class TransportSequence {
    private int next;

    int next() {
        return next++ & 0xFFFF;
    }
}
