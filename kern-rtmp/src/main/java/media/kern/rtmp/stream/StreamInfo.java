package media.kern.rtmp.stream;

import java.time.Instant;
import java.util.List;

/**
 * A stream with a publisher.
 *
 * @param since when its name came up
 * @param codecs in the order in which they came
 */
public record StreamInfo(String name, Instant since, List<String> codecs, int players) {}
