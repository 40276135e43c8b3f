package media.kern.bench;

import java.io.IOException;

/** Something that is measured on servers of its own. */
interface Benchmark {
    /** As on the command line. */
    String name();

    /** What is measured, in one line. */
    String title();

    /**
     * Starts what it needs, measures, and ends it again.
     *
     * @return the table to print, with whatever has to be said about it
     * @throws IOException if a server does not start or gives a wrong answer: then there are no numbers
     */
    String run(Sandbox sandbox) throws IOException, InterruptedException;
}
