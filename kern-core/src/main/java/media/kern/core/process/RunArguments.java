package media.kern.core.process;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import media.kern.core.leg.Legs;
import media.kern.core.leg.RunLegs;
import media.kern.ffmpeg.process.SupervisedCommand;
import media.kern.ffmpeg.process.SupervisedCommand.Invocation;
import media.kern.ffmpeg.progress.Instrumentation;

/**
 * What FFmpeg is run with: what the user wants, and, run by run, the legs and what makes it report its progress.
 *
 * @param instrumentation what FFmpeg can be told to report
 * @param legs empty if the server has none
 */
record RunArguments(ResolvedProcess resolved, Supplier<Instrumentation> instrumentation, Optional<Legs> legs)
        implements SupervisedCommand.Invocations {

    @Override
    public Invocation next(boolean plain, Consumer<String> again) {
        Instrumentation added = plain ? Instrumentation.NONE : instrumentation.get();
        if (!resolved.config().webrtc().enabled()) {
            List<String> arguments = resolved.command(added);
            return new Invocation(
                    arguments, arguments.size() > resolved.command().size());
        }
        RunLegs open = legs.map(own -> own.open(resolved.config().output().size(), again))
                .orElseGet(RunLegs::off);
        List<String> arguments = resolved.command(added, open.outputs());
        int wanted = resolved.command(Instrumentation.NONE, open.outputs()).size();
        return new Invocation(arguments, arguments.size() > wanted, open.companion(), open.notes());
    }

    @Override
    public Optional<SupervisedCommand.Preparation> preparation() {
        return legs.filter(Legs::mustLookAtSource).map(own -> own::lookAtSource);
    }
}
