package media.kern.core.leg;

import java.util.List;
import java.util.Optional;
import media.kern.ffmpeg.process.Companion;
import media.kern.ffmpeg.progress.StreamDescription;

/**
 * The legs of one run.
 *
 * @param outputs for FFmpeg, behind those of the user
 * @param notes for the report
 * @param companion is told of the run
 */
public record RunLegs(List<LegOutput> outputs, List<String> notes, Companion companion) {
    public RunLegs {
        outputs = List.copyOf(outputs);
        notes = List.copyOf(notes);
    }

    /** No legs, and why. */
    static RunLegs none(List<String> notes, Companion companion) {
        return new RunLegs(List.of(), notes, companion);
    }

    /** A process that wants legs on a server that has none. */
    public static RunLegs off() {
        return none(
                List.of("WebRTC: this process wants it, but the server has webrtc.enable switched off"),
                Companion.NONE);
    }

    /** Tells the {@link Legs} what happens to a run of theirs. */
    record Watch(Legs legs, LegPlan plan, int outputsOfUser, Optional<OpenLegs> open, Legs.Restart restart)
            implements Companion {
        @Override
        public void described(List<StreamDescription> inputs) {
            legs.described(inputs, restart);
        }

        @Override
        public Optional<String> toBlame(List<String> lines) {
            return legs.toBlame(plan, outputsOfUser, lines);
        }

        @Override
        public void end() {
            open.ifPresent(OpenLegs::close);
        }
    }
}
