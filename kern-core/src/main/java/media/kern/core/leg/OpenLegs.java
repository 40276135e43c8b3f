package media.kern.core.leg;

import java.util.Optional;

/** The sockets of one run. */
public interface OpenLegs extends AutoCloseable {

    /** Where the video goes; present if the plan has a video leg. */
    Optional<LegPorts> video();

    /** Where the audio goes; present if the plan has an audio leg. */
    Optional<LegPorts> audio();

    /**
     * The run ends: tells the viewers, then closes the sockets. Called exactly once, before FFmpeg is told to end, or as
     * soon as it is known to have ended by itself. The stop of the process waits for it, so it should take milliseconds.
     */
    @Override
    void close();
}
