package media.kern.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * SIGTERM, SIGINT and SIGHUP: the first one asks the program to end, the second one ends it at once with 128 plus its
 * number as the exit code. A signal that was ignored when the program was started ({@code nohup}) stays ignored.
 *
 * <p>{@code sun.misc.Signal} is the only way the JDK has for this. It is looked up at run time because the compiler
 * warns of every direct use.
 */
final class TerminationSignals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final int EXIT_BY_SIGNAL = 128;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final MethodHandle number;

    private TerminationSignals(MethodHandle number) {
        this.number = number;
    }

    /** Handles the signals from now on. */
    static TerminationSignals handle() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            TerminationSignals signals =
                    new TerminationSignals(lookup.findVirtual(signal, "getNumber", MethodType.methodType(int.class)));
            Consumer<Object> receiver = signals::received;
            MethodHandle received = lookup.bind(receiver, "accept", MethodType.methodType(void.class, Object.class));
            Object handler = MethodHandleProxies.asInterfaceInstance(handlerType, received);
            MethodHandle handle =
                    lookup.findStatic(signal, "handle", MethodType.methodType(handlerType, signal, handlerType));
            MethodHandle named = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class));
            for (String name : NAMES) {
                var _ = handle.invoke(named.invoke(name), handler);
            }
            return signals;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "signals cannot be handled; the module jdk.unsupported is needed, and -Xrs must not be set", e);
        }
    }

    private void received(Object signal) {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(EXIT_BY_SIGNAL + number(signal));
        }
        asked.countDown();
    }

    private int number(Object signal) {
        try {
            return (int) number.invoke(signal);
        } catch (Throwable e) {
            throw new AssertionError("a signal has a number", e);
        }
    }

    /** Waits for the first signal. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
