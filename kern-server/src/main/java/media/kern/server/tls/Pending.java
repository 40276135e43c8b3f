package media.kern.server.tls;

/** Something that is offered until it is closed. */
@FunctionalInterface
public interface Pending extends AutoCloseable {
    @Override
    void close();
}
