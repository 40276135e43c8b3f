package media.kern.ffmpeg.report;

import java.time.Instant;

/**
 * One logged line.
 *
 * @param at when the line was read
 * @param line its text, without the line end
 */
public record LogLine(Instant at, String line) {}
