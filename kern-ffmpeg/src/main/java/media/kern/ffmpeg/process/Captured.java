package media.kern.ffmpeg.process;

import java.io.InputStream;

/** Which output of a child is read. It is one pipe, so that one thread can read it without ever blocking the child. */
public enum Captured {
    STDOUT {
        @Override
        void redirect(ProcessBuilder builder) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }

        @Override
        InputStream of(Child child) {
            return child.stdout();
        }
    },
    STDERR {
        @Override
        void redirect(ProcessBuilder builder) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }

        @Override
        InputStream of(Child child) {
            return child.stderr();
        }
    },
    /** Mixed as they arrive. */
    BOTH {
        @Override
        void redirect(ProcessBuilder builder) {
            builder.redirectErrorStream(true);
        }

        @Override
        InputStream of(Child child) {
            return child.stdout();
        }
    };

    /** What is not read goes nowhere. */
    abstract void redirect(ProcessBuilder builder);

    abstract InputStream of(Child child);
}
