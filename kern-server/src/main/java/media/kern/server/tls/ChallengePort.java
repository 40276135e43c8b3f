package media.kern.server.tls;

/** Where an ACME server looks for the answer to {@code http-01} if that is not where this server listens anyway. */
@FunctionalInterface
public interface ChallengePort {
    /** There is none. */
    ChallengePort NONE = () -> () -> {};

    /** Answers there until closed. What goes wrong is told in the log only: the answer may be found elsewhere. */
    Pending open();
}
