package media.kern.webrtc.stream;

/** Counted by one thread, read by any. */
final class Counter {
    private volatile long value;

    void add(long more) {
        long now = value;
        value = now + more;
    }

    long value() {
        return value;
    }
}
