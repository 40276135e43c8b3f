package media.kern.core.leg;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import media.kern.core.leg.Experience.Failure;
import media.kern.ffmpeg.progress.StreamDescription;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one definition of a process, run after run: what has been found out about the source, what has been
 * learned from runs, and what follows. Safe for use by several threads; no lock is held while anything waits.
 */
public final class Legs {
    private final String processId;
    private final WebRtcConfig config;
    private final Surroundings surroundings;
    private final List<String> inputs;
    private final UnaryOperator<String> mask;

    private @Nullable Findings findings;
    private Experience experience = Experience.NONE;
    /** A run was started anew because of what it read, and none has read what was expected since. */
    private boolean startedAnew;

    /** What the legs of all processes share. */
    public record Surroundings(LegHost host, LegProbe probe, InstantSource clock) {}

    /** Ends the run and starts it anew; takes the reason. */
    interface Restart extends Consumer<String> {}

    /**
     * Legs of which nothing is known yet.
     *
     * @param inputs the arguments of FFmpeg up to its last input, but for those of {@link ProbeOptions}
     * @param mask takes the secrets out of what is shown
     */
    public Legs(
            String processId,
            WebRtcConfig config,
            Surroundings surroundings,
            List<String> inputs,
            UnaryOperator<String> mask) {
        this.processId = processId;
        this.config = config;
        this.surroundings = surroundings;
        this.inputs = List.copyOf(inputs);
        this.mask = mask;
    }

    /** Whether the source has to be {@linkplain #lookAtSource looked at} before the next run. */
    public synchronized boolean mustLookAtSource() {
        return findings == null;
    }

    /** Takes up to some 10 seconds. */
    public void lookAtSource() throws InterruptedException {
        Findings found = surroundings.probe().look(inputs, config);
        synchronized (this) {
            findings = found.withTrouble(mask.apply(found.trouble()));
        }
    }

    /**
     * Opens the legs for the next run.
     *
     * @param outputsOfUser how many outputs come before the legs
     * @param again ends that run and starts it anew; takes the reason
     */
    public RunLegs open(int outputsOfUser, Consumer<String> again) {
        Restart restart = again::accept;
        List<String> notes = new ArrayList<>();
        LegPlan plan = plan(notes);
        if (plan.isEmpty()) {
            return RunLegs.none(notes, new RunLegs.Watch(this, plan, outputsOfUser, Optional.empty(), restart));
        }
        try {
            OpenLegs open = surroundings.host().open(processId, plan, () -> reordered(plan, restart));
            return opened(plan, open, notes, new RunLegs.Watch(this, plan, outputsOfUser, Optional.of(open), restart));
        } catch (IOException e) {
            String why = "WebRTC: no legs in this run: they cannot be received: " + e.getMessage();
            return RunLegs.none(List.of(why), new RunLegs.Watch(this, plan, outputsOfUser, Optional.empty(), restart));
        }
    }

    private RunLegs opened(LegPlan plan, OpenLegs open, List<String> notes, RunLegs.Watch watch) {
        try {
            return new RunLegs(outputs(plan, open), notes, watch);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private synchronized LegPlan plan(List<String> notes) {
        Findings found = findings;
        if (found == null) {
            notes.add("WebRTC: no legs in this run: the source has not been looked at");
            return new LegPlan(Optional.empty(), Optional.empty());
        }
        LegChoice<LegPlan.Video> video = LegChoice.video(config, found, experience);
        LegChoice<LegPlan.Audio> audio = LegChoice.audio(config, found, experience);
        notes.add(video.note());
        notes.add(audio.note());
        if (found.unread()) {
            findings = null; // The next start looks again.
        }
        return new LegPlan(video.leg(), audio.leg());
    }

    private List<LegOutput> outputs(LegPlan plan, OpenLegs open) {
        long start =
                ChronoUnit.MICROS.between(Instant.EPOCH, surroundings.clock().instant());
        Stream<LegOutput> video = plan.video().stream()
                .map(leg ->
                        LegArguments.video(leg, config.videoMap(), open.video().orElseThrow(), start));
        Stream<LegOutput> audio = plan.audio().stream()
                .map(leg ->
                        LegArguments.audio(leg, config.audioMap(), open.audio().orElseThrow(), start));
        return Stream.concat(video, audio).toList();
    }

    /** The host has seen what a look at the first packets has not. */
    private void reordered(LegPlan plan, Restart restart) {
        if (plan.video().filter(LegPlan.Video::copied).isEmpty()) {
            return;
        }
        synchronized (this) {
            experience = experience.withReordering();
        }
        restart.accept("the video for WebRTC has B-frames, it has to be encoded");
    }

    /** A run has said what it reads. */
    void described(List<StreamDescription> read, Restart restart) {
        Optional<String> why;
        synchronized (this) {
            Findings expected = findings;
            why = expected == null ? Optional.of("the source can be read now") : expected.difference(config, read);
            if (why.isEmpty()) {
                startedAnew = false;
                return;
            }
            findings = null;
            if (startedAnew) {
                return; // It would go on like this.
            }
            startedAnew = true;
        }
        restart.accept("WebRTC: " + why.get());
    }

    /** A run has failed before it got anywhere: why it is to be started again at once. */
    synchronized Optional<String> toBlame(LegPlan plan, int outputsOfUser, List<String> lines) {
        return switch (FailedLeg.of(plan, config, outputsOfUser, lines)) {
            case NONE -> Optional.empty();
            case SOURCE -> {
                findings = null;
                boolean again = !startedAnew;
                startedAnew = true;
                yield again ? Optional.of("WebRTC: the source has changed, it is looked at again") : Optional.empty();
            }
            case VIDEO -> {
                Failure failure = failure(plan.video().map(LegPlan.Video::copied));
                experience = experience.withVideo(failure);
                yield Optional.of(failed("video", failure));
            }
            case AUDIO -> {
                Failure failure = failure(plan.audio().map(LegPlan.Audio::copied));
                experience = experience.withAudio(failure);
                yield Optional.of(failed("audio", failure));
            }
        };
    }

    private static Failure failure(Optional<Boolean> copied) {
        return copied.orElse(false) ? Failure.COPYING : Failure.ENCODING;
    }

    private static String failed(String leg, Failure failure) {
        return "WebRTC: FFmpeg ended for the " + leg + " leg: it is started again "
                + (failure == Failure.COPYING ? "and the " + leg + " encoded" : "without it");
    }
}
