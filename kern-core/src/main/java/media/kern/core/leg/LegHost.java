package media.kern.core.leg;

import java.io.IOException;

/** Receives what processes send over their legs. Safe for use by several threads. */
@FunctionalInterface
public interface LegHost {

    /**
     * Opens the sockets for one run, before its FFmpeg is started. They are closed when the run is told to end or has
     * ended, before the next one of the same process is opened.
     *
     * @param processId the id of the process, placeholders and all
     * @param plan what is going to be sent; it has at least one leg
     * @param feedback what the host may tell while the legs are open
     * @throws IOException if they cannot be opened: the run goes without legs then, and its report has the message
     */
    OpenLegs open(String processId, LegPlan plan, LegFeedback feedback) throws IOException;
}
