package media.kern.ffmpeg.skills;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Output;

/** Asks FFmpeg for everything it can do, some questions at a time. Takes as long as FFmpeg does. */
final class SkillsCollector {
    private static final int QUESTIONS_AT_A_TIME = 3;

    private final Path binary;
    private final Question ffmpeg;
    private final HardwareDevices hardware;

    SkillsCollector(ChildLauncher launcher, Path binary, HardwareSources sources) {
        this.binary = binary;
        this.ffmpeg = new Question(launcher, binary);
        this.hardware = new HardwareDevices(launcher, binary, sources);
    }

    /** @param previous what is kept of that which cannot be found out this time */
    Skills collect(Skills previous) {
        FfmpegBuild build;
        try {
            build = FfmpegBuild.parse(binary, ffmpeg.ask(Output.BOTH, "-version"));
        } catch (IOException e) {
            return previous.withErrors(List.of("ffmpeg -version: " + e.getMessage()));
        }
        List<String> errors = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService questions = Executors.newFixedThreadPool(
                QUESTIONS_AT_A_TIME,
                Thread.ofPlatform().name("kern-skills-", 0).daemon().factory())) {
            Questions ask = new Questions(questions, errors);
            CompletableFuture<List<Skill>> filters = ask.list("-filters", Listings::filters, previous.filters());
            CompletableFuture<List<Skill>> hwaccels = ask.list("-hwaccels", Listings::hwaccels, previous.hwaccels());
            CompletableFuture<Codecs> codecs = ask.list("-codecs", Listings::codecs, previous.codecs());
            CompletableFuture<Devices> devices = ask.list(
                    "-devices", lines -> hardware.of(Listings.formats(lines), errors::add), previous.devices());
            CompletableFuture<Formats> formats = ask.list("-formats", Listings::formats, previous.formats());
            CompletableFuture<Protocols> protocols = ask.list("-protocols", Listings::protocols, previous.protocols());
            return new Skills(
                    build,
                    filters.join(),
                    hwaccels.join(),
                    codecs.join(),
                    devices.join(),
                    formats.join(),
                    protocols.join(),
                    errors.stream().sorted().toList());
        }
    }

    private final class Questions {
        private final ExecutorService executor;
        private final List<String> errors;

        Questions(ExecutorService executor, List<String> errors) {
            this.executor = executor;
            this.errors = errors;
        }

        <T> CompletableFuture<T> list(String option, Function<List<String>, T> parser, T previous) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return parser.apply(ffmpeg.ask(Output.STDOUT, "-hide_banner", option));
                        } catch (IOException e) {
                            errors.add("ffmpeg " + option + ": " + e.getMessage());
                            return previous;
                        }
                    },
                    executor);
        }
    }
}
